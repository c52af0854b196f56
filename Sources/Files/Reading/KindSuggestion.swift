import Documents
import Facility

/// Advice on the name of a kind that does not exist; nil where no kind resembles it.
///
/// Tried in this order: kinds whose names go on where the word ends, the name that is nearest, kinds of the GPU that the word names,
/// kinds of its family.
func kindSuggestion(for word: String, among kinds: [Kind]) -> String? {
  let kinds = kinds.filter { !$0.isPosition }
  let typed = word.lowercased()
  let longer = kinds.map(\.name).filter { $0.lowercased().hasPrefix(typed + "-") }
  if !typed.isEmpty, !longer.isEmpty { return "did you mean \(quotedAlternatives(longer))?" }
  if let near = didYouMean(word, kinds.map(\.name)) { return near }
  let parts = Set(nameParts(typed))
  let ofGPU = kinds.filter { kind in
    nameParts(kind.gpuModel.lowercased()).contains { isModel($0) && parts.contains($0) }
  }
  if !ofGPU.isEmpty { return "kinds with that GPU: \(quotedAlternatives(ofGPU.map(\.name)))" }
  let ofFamily = kinds.filter { kind in nameParts(kind.name.lowercased()).contains { parts.contains($0) } }
  return ofFamily.isEmpty ? nil : "kinds of that family: \(quotedAlternatives(ofFamily.map(\.name)))"
}

/// Letters and digits between other characters; a count before or behind a model (`8xh200`, `h200x8`) is taken off.
private func nameParts(_ text: String) -> [String] {
  text.split { !$0.isLetter && !$0.isNumber }.map { part in
    if let cross = part.firstIndex(of: "x"), cross != part.startIndex {
      let (before, behind) = (part[..<cross], part[part.index(after: cross)...])
      if !behind.isEmpty, before.allSatisfy(\.isNumber) { return String(behind) }
      if !behind.isEmpty, behind.allSatisfy(\.isNumber) { return String(before) }
    }
    return String(part)
  }
}

/// True where a part of a GPU's name tells models apart: `h200`, not `nvidia` and not `80`.
private func isModel(_ part: String) -> Bool {
  part.contains(where: \.isNumber) && part.contains(where: \.isLetter)
}

private func quotedAlternatives(_ names: [String]) -> String {
  alternatives(names.prefix(6).map { "`\($0)`" })
}
