/// The content of a tenant book, key by key: nothing looked up in a facility and nothing computed.
///
/// A value to be changed and written; whether it makes sense is for the reader of what is written to say.
///
/// ```swift
/// var book = BookDescription()
/// let price = Stated(Price(cents: 235, hours: 1, per: .gpu))
/// let lease = LeaseDescription(name: "train", gpus: 64, kind: "dgx-h100", price: price)
/// book.tenants = [TenantDescription(name: "acme", leases: [lease])]
/// let bytes = BookFile.write(book)
/// ```
public struct BookDescription: Hashable, Sendable, FileMapping {
  /// A remark.
  public var about: String?
  /// The source of its figures, unless a figure states its own.
  public var source: String?
  /// Profiles: added to the facility's, or overriding them.
  public var profiles: NamedMap<ProfileDescription>
  /// The tenants.
  public var tenants: StatedList<TenantDescription>

  /// Makes a book.
  public init(
    about: String? = nil, source: String? = nil, profiles: NamedMap<ProfileDescription> = [:],
    tenants: StatedList<TenantDescription> = []
  ) {
    self.about = about
    self.source = source
    self.profiles = profiles
    self.tenants = tenants
  }

  static let table = KeyTable<BookDescription>(
    "a tenant book",
    .init("format", constant: "headroom-tenants-1"), .init(text: "about", \.about), .init(text: "source", \.source),
    .init(map: "profiles", \.profiles), .init(list: "tenants", \.tenants, isRequired: true))

  static var blank: BookDescription { BookDescription() }
}

/// A tenant and its leases.
public struct TenantDescription: Hashable, Sendable, FileMapping {
  /// The name, once in the book.
  public var name: Stated<String>
  /// The leases of the tenant.
  public var leases: StatedList<LeaseDescription>
  /// A remark.
  public var about: String?
  /// The source of its figures, unless a figure states its own.
  public var source: String?

  /// Makes a tenant.
  public init(
    name: Stated<String>, leases: StatedList<LeaseDescription> = [], about: String? = nil, source: String? = nil
  ) {
    self.name = name
    self.leases = leases
    self.about = about
    self.source = source
  }

  static let table = KeyTable<TenantDescription>(
    "a tenant",
    .init(required: "name", \.name), .init(list: "leases", \.leases, isRequired: true), .init(text: "about", \.about),
    .init(text: "source", \.source))

  static var blank: TenantDescription { TenantDescription(name: .blank) }
}
