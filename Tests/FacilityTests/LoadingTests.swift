import Facility
import PlanModel
import Testing

/// How full elements are, compared.
@Suite struct LoadingTests {
  private func loading(_ load: Int64, of capacity: Int64) -> Loading {
    Loading(.space(ZoneID(0)), load: load, capacity: capacity)
  }

  @Test func `the larger share of its capacity is fuller, and of equal shares neither`() {
    #expect(loading(3, of: 4).isFuller(than: loading(2, of: 3)))
    #expect(!loading(2, of: 3).isFuller(than: loading(3, of: 4)))
    #expect(!loading(2, of: 4).isFuller(than: loading(1, of: 2)))
    #expect(!loading(1, of: 2).isFuller(than: loading(2, of: 4)))
  }

  @Test func `shares that agree as doubles are told apart`() {
    let most = Int64.max
    let (a, b) = (loading(most - 1, of: most), loading(most - 2, of: most))
    #expect(a.utilisation == b.utilisation)
    #expect(a.isFuller(than: b) && !b.isFuller(than: a))
  }

  @Test func `a load on no capacity is fuller than any on some, and nothing on none is as empty as can be`() {
    let (none, some) = (loading(1, of: 0), loading(9, of: 1))
    #expect(none.isFuller(than: some) && !some.isFuller(than: none))
    #expect(loading(2, of: 0).isFuller(than: none) && !none.isFuller(than: loading(2, of: 0)))
    #expect(!loading(0, of: 0).isFuller(than: loading(0, of: 1)))
    #expect(some.isFuller(than: loading(0, of: 0)))
  }
}
