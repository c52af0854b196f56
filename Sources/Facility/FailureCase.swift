/// The position of a failure case in `Facility.failureCases`.
public typealias FailureCaseID = ID<FailureCase>

/// One named loss that a facility must carry its loads through; the first one, `normal`, is the loss of nothing.
public struct FailureCase: Hashable, Sendable {
  /// Its name: `normal`, `ups-2`.
  public var name: String

  /// Makes a case.
  public init(name: String) { self.name = name }

  /// Everything is up.
  public static let normal = FailureCase(name: "normal")
}

extension ID where Thing == FailureCase {
  /// Normal running, the first case of every facility.
  public static var normal: FailureCaseID { FailureCaseID(0) }
}
