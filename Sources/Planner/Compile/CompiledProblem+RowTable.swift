import Packing
import PlanModel

extension CompiledProblem {
  /// The position of each row in the instance; a hundred thousand of them are looked up in every plan.
  ///
  /// - Complexity: O(rows + stages + zones).
  func rowTable() -> RowKeyTable<RowIndex> {
    var table = RowKeyTable<RowIndex>(facility)
    for (position, row) in rowKeys.enumerated() { table[row] = RowIndex(position) }
    return table
  }
}
