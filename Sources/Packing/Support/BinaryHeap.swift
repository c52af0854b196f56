/// A binary heap: the least element comes first.
struct BinaryHeap<Element: Comparable & Sendable>: Sendable {
  private var elements: [Element]

  /// A heap of elements that are in ascending order.
  init(ascending elements: [Element] = []) { self.elements = elements }

  /// The least element; nil: there is none.
  var first: Element? { elements.first }

  /// Adds an element.
  ///
  /// - Complexity: O(log n); O(1) for one that is greater than all others.
  mutating func push(_ element: Element) {
    elements.append(element)
    var at = elements.count - 1
    while at > 0, elements[at] < elements[(at - 1) / 2] {
      elements.swapAt(at, (at - 1) / 2)
      at = (at - 1) / 2
    }
  }

  /// Puts another element in the place of the least one.
  ///
  /// - Complexity: O(log n).
  mutating func replaceFirst(with element: Element) {
    elements[0] = element
    sink()
  }

  /// Removes the least element and returns it; nil: there is none.
  ///
  /// - Complexity: O(log n).
  @discardableResult mutating func popFirst() -> Element? {
    guard let first = elements.first, let last = elements.popLast() else { return nil }
    if !elements.isEmpty { replaceFirst(with: last) }
    return first
  }

  /// Moves the first element down to where it belongs.
  private mutating func sink() {
    var at = 0
    while true {
      var child = 2 * at + 1
      guard child < elements.count else { break }
      if child + 1 < elements.count, elements[child + 1] < elements[child] { child += 1 }
      guard elements[child] < elements[at] else { break }
      elements.swapAt(child, at)
      at = child
    }
  }
}
