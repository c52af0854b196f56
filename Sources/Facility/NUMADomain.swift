/// One NUMA domain of a node: the GPUs, NICs and cores that share a socket's memory.
public struct NUMADomain: Hashable, Sendable {
  /// GPUs attached to it.
  public var gpus: Int
  /// NICs attached to it; nil: not stated.
  public var nics: Int?
  /// CPU cores in it; nil: not stated.
  public var cores: Int?

  /// Makes a domain.
  public init(gpus: Int, nics: Int? = nil, cores: Int? = nil) {
    self.gpus = gpus
    self.nics = nics
    self.cores = cores
  }
}
