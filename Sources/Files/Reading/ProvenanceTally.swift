import Facility
import Documents

extension Evidence {
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

/// The figures of a document by the evidence for them, each counted once however often its template is used.
struct ProvenanceTally {
  private var marked: Set<NodeID> = []
  private(set) var provenance = Provenance()
  /// For each mapping met so far, the evidence for everything in it that has no nearer source.
  private var known: [NodeID: Evidence] = [:]

  /// Counts the figure that a node states.
  @discardableResult
  mutating func mark(_ node: NodeID, in document: Document) -> Evidence {
    let evidence = evidence(of: node, in: document)
    if marked.insert(node).inserted { provenance.count(evidence) }
    return evidence
  }

  mutating func count(_ evidence: [Evidence]) {
    for evidence in evidence { provenance.count(evidence) }
  }

  /// Counts the figures that a node takes from the catalogue by a name, once however often it is used.
  mutating func count(_ evidence: [Evidence], takenBy node: NodeID) {
    if marked.insert(node).inserted { count(evidence) }
  }

  /// The evidence for the figure of a node, without counting it; a mapping may state its own source.
  mutating func look(at node: NodeID, in document: Document) -> Evidence {
    if document.shape(of: node) == .mapping, let source = document.value(of: "source", in: node) {
      return Evidence(source: document.text(of: source))
    }
    return evidence(of: node, in: document)
  }

  private mutating func evidence(of node: NodeID, in document: Document) -> Evidence {
    guard let parent = document.parent(of: node) else { return .unsourced }
    if let found = known[parent] { return found }
    let found: Evidence
    if document.shape(of: parent) == .mapping, let source = document.value(of: "source", in: parent) {
      found = Evidence(source: document.text(of: source))
    } else {
      found = evidence(of: parent, in: document)
    }
    known[parent] = found
    return found
  }
}
