import Facility
import Documents
import Tenancy

/// A reader of long tables: it cuts them into parts and reads each in a thread of its own.
///
/// A part is a table of its own: the header and some of the rows. Where anything is wrong with any of them, there is no book: whoever
/// reads the table as a whole finds all that is wrong with it, in its order.
struct ParallelTableReader {
  /// The rows of a part, then what was read of them.
  private struct Part {
    var bytes: Range<Int>
    var table: BookTable.Contents?
    var reader: BookReader?
    var book = Book()
  }

  /// Shorter parts take longer to be handed out than to be read.
  private static let leastBytes = 64 << 10

  private let file: SourceFile
  private let executor: ParallelExecutor
  private let header: Range<Int>
  private var parts: [Part]

  /// Cuts a table; nil where it is too short for that.
  init?(_ file: SourceFile, _ executor: ParallelExecutor) {
    let count = min(executor.threads, file.bytes.count / Self.leastBytes)
    guard count > 1, let headerEnd = file.bytes.firstIndex(of: 0x0A).map({ $0 + 1 }) else { return nil }
    (self.file, self.executor, header) = (file, executor, 0..<headerEnd)
    let ends = Self.partEnds(file.bytes, from: headerEnd, parts: count)
    parts = zip([headerEnd] + ends, ends).map { Part(bytes: $0..<$1) }
  }

  /// The ends of parts of about the same length: behind line breaks that stand in no quotes, if the quotes are what they should be. If
  /// they are not, the part before has an error.
  private static func partEnds(_ bytes: [UInt8], from start: Int, parts: Int) -> [Int] {
    bytes.withUnsafeBufferPointer { bytes in
      var ends: [Int] = []
      var (at, isInQuotes) = (start, false)
      for part in 1..<parts {
        let target = max(at, start + (bytes.count - start) / parts * part)
        if bytes[at..<target].count(where: { $0 == UInt8(ascii: "\"") }) % 2 == 1 { isInQuotes.toggle() }
        at = target
        while at < bytes.count {
          at += 1
          if bytes[at - 1] == UInt8(ascii: "\"") { isInQuotes.toggle() }
          if bytes[at - 1] == 0x0A, !isInQuotes { break }
        }
        ends.append(at)
      }
      return ends + [bytes.count]
    }
  }

  /// The book; nil where anything is wrong with it.
  mutating func book(for facility: Facility) -> Book? {
    let (file, header) = (file, header)
    executor.forEach(&parts) { _, part in
      let bytes = Array(file.bytes[header]) + file.bytes[part.bytes]
      let (table, diagnostics) = BookTable.read(SourceFile(name: file.name, bytes: bytes))
      part.table = diagnostics.count == 0 ? table : nil
    }
    let tables = parts.compactMap(\.table)
    guard tables.count == parts.count, tables.reduce(0, { $0 + $1.document.count }) <= Document.nodeLimit else {
      return nil
    }
    let leases = tables.reduce(0) { $0 + $1.rows.count }
    executor.forEach(&parts) { number, part in
      guard let table = part.table else { return }
      var reader = BookReader(table.document, diagnostics: Diagnostics(), facility: facility)
      // The first part's book takes the others in.
      reader.read(table.rows, into: &part.book, room: number == 0 ? leases : table.rows.count)
      part.reader = reader.input.diagnostics.count == 0 ? reader : nil
      part.table = nil
    }
    return joined()
  }

  private mutating func joined() -> Book? {
    guard parts.allSatisfy({ $0.reader != nil }), var reader = parts[0].reader else { return nil }
    var book = Book()
    swap(&book, &parts[0].book)
    for at in parts.indices.dropFirst() {
      for earlier in parts[..<at] {
        guard let part = parts[at].reader, earlier.reader?.sharesNames(with: part) == false else { return nil }
      }
      if let part = parts[at].reader { reader.join(part, &parts[at].book, to: &book) }
    }
    reader.finish(&book)
    return reader.input.diagnostics.count == 0 ? book : nil
  }
}

extension BookReader {
  /// True where a lease's name stands in two parts of a table.
  fileprivate func sharesNames(with part: BookReader) -> Bool {
    part.names.nodes.contains { names.contains($0, of: part.input.document, in: input.document) }
  }

  /// Takes over what another part's reader has read. Its places in the file are lost: after an error they are read again.
  fileprivate mutating func join(_ part: BookReader, _ other: inout Book, to book: inout Book) {
    let tenants = other.tenants.map { tenant(named: $0.name, in: &book) }
    let first = book.leases.count
    for at in other.leases.indices { other.leases[at].tenant = tenants[other.leases[at].tenant.index] }
    book.leases += other.leases
    other.leases = []
    let place = input.document.root
    expansions += part.expansions.map {
      PendingExpansion(lease: LeaseID(first + $0.lease.index), reach: $0.reach, other: $0.other, node: place)
    }
    tally.add(part.tally, at: place)
    metOccupancies.formUnion(part.metOccupancies)
  }
}
