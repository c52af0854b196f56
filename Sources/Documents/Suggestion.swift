/// The candidate that a mistyped word most likely meant; nil where none is near.
///
/// Near is at most a third of the word's letters changed, dropped, added or swapped with the next (one for short words); a word that differs in
/// case only is nearest. Among equally near candidates the first wins.
public func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
  let typed = Array(word.lowercased().unicodeScalars)
  guard !typed.isEmpty, typed.count <= 100 else { return nil }
  var best: String?
  var bestDistance = max(1, typed.count / 3) + 1
  for candidate in candidates where abs(candidate.unicodeScalars.count - typed.count) < bestDistance {
    let distance = editDistance(typed, Array(candidate.lowercased().unicodeScalars))
    if distance < bestDistance { (best, bestDistance) = (candidate, distance) }
  }
  return best
}

/// Optimal string alignment: insertions, deletions, substitutions, swaps of neighbours.
func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var twoBack = [Int](repeating: 0, count: b.count + 1)
  var back = Array(0...b.count)
  var row = back
  for i in a.indices {
    row[0] = i + 1
    for j in b.indices {
      row[j + 1] = min(row[j] + 1, back[j + 1] + 1, back[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { row[j + 1] = min(row[j + 1], twoBack[j - 1] + 1) }
    }
    (twoBack, back, row) = (back, row, twoBack)
  }
  return back[b.count]
}

/// `did you mean …?` for the nearest candidate; nil where none is near.
public func didYouMean(_ word: String, _ candidates: some Sequence<String>) -> String? {
  nearest(to: word, among: candidates).map { "did you mean `\($0)`?" }
}

/// Words as people list them: `a, b or c`.
public func alternatives(_ words: [String]) -> String {
  guard words.count > 1, let last = words.last else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " or " + last
}
