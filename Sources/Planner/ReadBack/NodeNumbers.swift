import Facility
import PlanModel
import Tenancy

extension Bay {
  /// The numbers of its nodes in service, ascending: the packer's node *k* of the bay is the *k*-th of them, from 0.
  ///
  /// - Complexity: O(nodes installed).
  var numbersInService: [Int] {
    let down = Set(down)
    return Array((firstNode..<firstNode + installed).lazy.filter { !down.contains($0) }.prefix(max(0, inService)))
  }

  /// The place of a node among them, from 0; nil where it is not in service.
  ///
  /// - Complexity: O(nodes out of service).
  func placeInService(ofNode number: Int) -> Int? {
    guard (firstNode..<firstNode + installed).contains(number), !down.contains(number) else { return nil }
    let place = number - firstNode - down.count { firstNode <= $0 && $0 < number }
    return place < inService ? place : nil
  }
}
