import Facility
import Packing

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

extension Facility {
  /// A piece as the packer names it; nil where its node is not in service or does not have such domains.
  func place(of piece: Piece, in id: BayID) -> PiecePlace? {
    let bay = bays[id]
    let domains = kinds[bay.kind].gpusByDomain
    guard let node = bay.placeInService(ofNode: piece.node), piece.gpus.count == domains.count,
      zip(piece.gpus, domains).allSatisfy({ 0 <= $0 && $0 <= $1 })
    else { return nil }
    return PiecePlace(node: Int32(node), slots: piece.gpus.map { Int32($0) })
  }
}
