import Dispatch
import Facility
import Files
import Documents
import Synchronization
import Tenancy
import Testing

/// Long tables, which are read in parts where there are threads for it.
@Suite struct ParallelTableReaderTests {
  private let facility: Facility
  private let header = "tenant,lease,gpus,kind,price,expand,within\n"

  init() throws { facility = try LeaseRuleFixture.facility() }

  /// Threads, and how often they were asked to do something.
  private func executor(_ threads: Int, counting runs: Counter) -> ParallelExecutor {
    ParallelExecutor(threads: threads) { tasks, task in
      runs.count.withLock { $0 += 1 }
      withoutActuallyEscaping(task) { task in DispatchQueue.concurrentPerform(iterations: tasks) { task($0) } }
    }
  }

  private final class Counter: Sendable {
    let count = Mutex(0)
    var value: Int { count.withLock { $0 } }
  }

  private func row(_ number: Int, name: String? = nil, rest: String = ",") -> String {
    "tenant-\(number / 300 * 3 % 5),\(name ?? "lease-\(number)"),\(8 * (number % 9 + 1)),dgx-h100,\(number % 90 + 1).25 $/h,\(rest)\n"
  }

  /// More than three parts of the least length.
  private func table(_ change: (inout [String]) -> Void = { _ in }) -> SourceFile {
    var rows = (0..<4_800).map { row($0) }
    change(&rows)
    return SourceFile(name: "t.csv", text: header + rows.joined())
  }

  /// Holds what threads read to what the caller reads alone.
  private func expectSame(_ file: SourceFile, _ what: Comment, isFine: Bool) throws {
    let alone = BookFile.read(file, for: facility)
    #expect((alone.value != nil) == isFine, what)
    for threads in [2, 3] {
      let runs = Counter()
      let shared = BookFile.read(file, for: facility, on: executor(threads, counting: runs))
      #expect(runs.value > 0, what)
      #expect(shared.diagnostics == alone.diagnostics, what)
      #expect(shared.sha256 == alone.sha256)
      #expect(shared.value?.tenants == alone.value?.tenants, what)
      #expect(shared.value?.leases == alone.value?.leases, what)
    }
  }

  @Test func `the book is the same for any number of threads`() throws {
    try expectSame(table(), "plain", isFine: true)
    try expectSame(
      table { $0[3_000] = "\"tenant\n\n-1\",\"a \"\"b\"\"\",8,dgx-h100,1 $/h,,\n" }, "quotes", isFine: true)
    try expectSame(
      table { rows in for at in rows.indices { rows[at] = rows[at].replacing("\n", with: "\r\n") } }, "CR LF",
      isFine: true)
  }

  @Test func `cells that break lines do not change where a table is cut`() throws {
    let file = table { rows in
      for at in rows.indices where at % 3 == 0 { rows[at] = row(at, name: "\"lease\n\(at)\"") }
    }
    // A name in two lines is an error, and so is what follows from it: they are said as if nothing had been cut.
    try expectSame(file, "line breaks", isFine: false)
  }

  @Test func `errors are complete and in their order`() throws {
    try expectSame(table { $0[4_500] = row(4_500, name: "lease-5") }, "a name in two parts", isFine: false)
    try expectSame(table { $0[4_123] = "tenant,lease-x,8,dgx-h100\n" }, "a short row", isFine: false)
    try expectSame(
      table { rows in for at in [3, 1_500, 3_000, 4_799] { rows[at] = "t,x-\(at),8,nothing,1 $/h,,\n" } }, "kinds",
      isFine: false)
    try expectSame(table { $0[2] = "t,\"never closed,8,dgx-h100,1 $/h,,\n" }, "an open quote", isFine: false)
    try expectSame(table { $0[4_000] = row(4_000, rest: "nobody,hall") }, "unknown lease", isFine: false)
  }

  @Test func `leases of one part enlarge those of another`() throws {
    let file = table { rows in
      rows[3] = row(3, rest: "lease-4700,hall")
      rows[4_500] = row(4_500, rest: "lease-1,hall")
    }
    try expectSame(file, "expansions", isFine: true)
    let runs = Counter()
    let book = try #require(BookFile.read(file, for: facility, on: executor(2, counting: runs)).value)
    #expect(runs.value == 2, "tables, then leases: it was not read again as a whole")
    #expect(book.leases[3].expands?.lease == LeaseID(4_700))
    #expect(book.leases[4_500].expands?.lease == LeaseID(1))
    try expectSame(
      table { rows in
        rows[3] = row(3, rest: "lease-4500,hall")
        rows[4_500] = row(4_500, rest: "lease-3,hall")
      }, "a circle", isFine: false)
  }
}
