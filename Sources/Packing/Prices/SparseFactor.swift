/// The Cholesky factor of a sparse symmetric matrix whose pattern stays while its numbers change.
///
/// The matrix is a sum of small dense ones, each over a few variables (a clique). Variables are eliminated in the order
/// of their numbers; column *j* of the factor has the variables of every clique whose first is *j*, and those of every
/// earlier column whose next is *j*. Columns are computed one after another, each from the earlier ones that reach it.
/// Davis, *Direct Methods for Sparse Linear Systems* (2006), chapters 3 and 4.
struct SparseFactor {
  let count: Int
  /// Entries of each column, the diagonal first: `start[j] ..< start[j + 1]`.
  private(set) var start: [Int] = [0]
  private(set) var row: [Int32] = []
  private var value: [Double] = []
  /// The matrix, in the pattern of the factor.
  private var matrix: [Double] = []
  private var scratch: [Double]
  /// Lists of columns by the row that they reach next.
  private var head: [Int32], following: [Int32], reached: [Int]

  /// - Parameters:
  ///   - cliques: ascending variables of each small matrix.
  ///   - mostWork: multiplications of a factorization; nil where it would take more.
  /// - Complexity: O(entries of the factor), with sorting.
  init?(count: Int, cliques: [[Int32]], mostWork: Int) {
    self.count = count
    scratch = [Double](repeating: 0, count: count)
    head = [Int32](repeating: -1, count: count)
    following = head
    reached = [Int](repeating: 0, count: count)
    var first = [[Int]](repeating: [], count: count)
    for (at, clique) in cliques.enumerated() where !clique.isEmpty { first[Int(clique[0])].append(at) }
    var children = [[Int]](repeating: [], count: count)
    var seen = [Int](repeating: -1, count: count)
    var work = 0
    for column in 0..<count {
      seen[column] = column
      var rows: [Int32] = []
      func add(_ variable: Int32) {
        guard variable > column, seen[Int(variable)] != column else { return }
        seen[Int(variable)] = column
        rows.append(variable)
      }
      for clique in first[column] { cliques[clique].forEach(add) }
      for child in children[column] { for at in start[child] + 1..<start[child + 1] { add(row[at]) } }
      rows.sort()
      if let parent = rows.first { children[Int(parent)].append(column) }
      row.append(Int32(column))
      row += rows
      start.append(row.count)
      work += (rows.count + 1) * (rows.count + 1) / 2
      if work > mostWork { return nil }
    }
    value = [Double](repeating: 0, count: row.count)
    matrix = value
  }

  /// The position of the entry of two variables that share a clique.
  func position(_ a: Int32, _ b: Int32) -> Int32 {
    let (column, wanted) = (Int(min(a, b)), max(a, b))
    var (low, high) = (start[column], start[column + 1])
    while low < high {
      let middle = (low + high) / 2
      if row[middle] < wanted { low = middle + 1 } else { high = middle }
    }
    return Int32(low)
  }

  /// Sets the matrix to zero but for its diagonal.
  mutating func clear(diagonal: (Int) -> Double) {
    for at in matrix.indices { matrix[at] = 0 }
    for column in 0..<count { matrix[start[column]] = diagonal(column) }
  }

  /// Adds to the matrix.
  mutating func add(_ amounts: OwnedColumn<Double>, at positions: [Int32]) {
    matrix.withUnsafeMutableBufferPointer { matrix in
      positions.withUnsafeBufferPointer { positions in
        for at in 0..<positions.count { matrix[Int(positions[at])] += amounts[at] }
      }
    }
  }

  /// Factors the matrix; a pivot that is lost to rounding leaves its variable where it is.
  mutating func factor() {
    for at in head.indices { head[at] = -1 }
    for column in 0..<count {
      let own = start[column]..<start[column + 1]
      for at in own { scratch[Int(row[at])] = matrix[at] }
      subtractEarlier(column)
      let pivot = scratch[column]
      let root = pivot > 1e-13 * matrix[own.lowerBound] ? pivot.squareRoot() : 1e50
      value[own.lowerBound] = root
      let inverse = 1 / root
      for at in own.dropFirst() { value[at] = scratch[Int(row[at])] * inverse }
      link(column, at: own.lowerBound + 1)
    }
  }

  /// Puts a column into the list of the row that it reaches next.
  private mutating func link(_ column: Int, at entry: Int) {
    guard entry < start[column + 1] else { return }
    reached[column] = entry
    let next = Int(row[entry])
    following[column] = head[next]
    head[next] = Int32(column)
  }

  private mutating func subtractEarlier(_ column: Int) {
    var earlier = head[column]
    while earlier >= 0 {
      let other = Int(earlier)
      earlier = following[other]
      let (from, end) = (reached[other], start[other + 1])
      value.withUnsafeBufferPointer { value in
        row.withUnsafeBufferPointer { row in
          scratch.withUnsafeMutableBufferPointer { scratch in
            let factor = value[from]
            for at in from..<end { scratch[Int(row[at])] -= factor * value[at] }
          }
        }
      }
      link(other, at: from + 1)
    }
  }

  /// Solves for a right-hand side, in place.
  func solve(_ x: inout [Double]) {
    for column in 0..<count {
      x[column] /= value[start[column]]
      let known = x[column]
      for at in start[column] + 1..<start[column + 1] { x[Int(row[at])] -= value[at] * known }
    }
    for column in (0..<count).reversed() {
      var sum = x[column]
      for at in start[column] + 1..<start[column + 1] { sum -= value[at] * x[Int(row[at])] }
      x[column] = sum / value[start[column]]
    }
  }
}
