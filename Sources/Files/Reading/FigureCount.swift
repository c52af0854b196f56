import Facility
import Documents

extension Foundation {
  /// Reads a source's first word.
  init(source text: String) {
    let word = text.prefix { $0.isLetter }.lowercased()
    switch word {
    case "published": self = .published
    case "derived": self = .derived
    case "estimate", "estimated": self = .estimated
    default: self = .stated
    }
  }
}

extension Provenance {
  mutating func count(_ foundation: Foundation) {
    switch foundation {
    case .published: published += 1
    case .derived: derived += 1
    case .estimated: estimated += 1
    case .stated: stated += 1
    case .unsourced: unsourced += 1
    }
  }
}

/// Counts the figures of a document, each once however often its template is stamped.
struct FigureCount {
  private var marked: Set<NodeID> = []
  private(set) var provenance = Provenance()
  /// What is known of a mapping: the foundation of everything in it that has no nearer source.
  private var known: [NodeID: Foundation] = [:]

  /// Counts the figure that a node states.
  @discardableResult
  mutating func mark(_ node: NodeID, in document: Document) -> Foundation {
    let foundation = foundation(of: node, in: document)
    if marked.insert(node).inserted { provenance.count(foundation) }
    return foundation
  }

  mutating func count(_ foundations: [Foundation]) {
    for foundation in foundations { provenance.count(foundation) }
  }

  /// Counts the figures that a node takes from the catalogue by a name, once however often it is stamped.
  mutating func count(_ foundations: [Foundation], takenBy node: NodeID) {
    if marked.insert(node).inserted { count(foundations) }
  }

  /// How well the figure of a node is founded, without counting it; a mapping may state its own source.
  mutating func look(at node: NodeID, in document: Document) -> Foundation {
    if document.shape(of: node) == .mapping, let source = document.value(of: "source", in: node) {
      return Foundation(source: document.text(of: source))
    }
    return foundation(of: node, in: document)
  }

  private mutating func foundation(of node: NodeID, in document: Document) -> Foundation {
    guard let parent = document.parent(of: node) else { return .unsourced }
    if let found = known[parent] { return found }
    let found: Foundation
    if document.shape(of: parent) == .mapping, let source = document.value(of: "source", in: parent) {
      found = Foundation(source: document.text(of: source))
    } else {
      found = foundation(of: parent, in: document)
    }
    known[parent] = found
    return found
  }
}
