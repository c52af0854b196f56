import CNUMA

/// The machine as libnuma sees it.
public struct LinuxMachine: MachineSource {
  /// Makes the source; libnuma has read the system by the time that `main` runs.
  public init() {}

  /// The reason why libnuma has nothing to say: a kernel without NUMA, or a container whose filter denies the call.
  public var unsupportedBecause: String? {
    numa_available() < 0 ? "libnuma finds no NUMA support here (a kernel or a container without it)" : nil
  }

  /// Processors in the calling thread's mask, which holds what the cgroup and `taskset` allow.
  ///
  /// A plain system call underneath, so that it is answered on machines without NUMA support too.
  public var allowedCPUs: [Int] {
    withMask { mask in numa_sched_getaffinity(0, mask) < 0 ? [] : members(of: mask) }
  }

  /// Every node that the system lists, those without memory among them.
  public var nodeIDs: [Int] { headroom_numa_nodes().map { members(of: $0) } ?? [] }

  /// All processors of a node.
  public func cpus(of node: Int) -> [Int] {
    withMask { mask in numa_node_to_cpus(Int32(node), mask) < 0 ? [] : members(of: mask) }
  }

  /// Size of a node's memory in bytes; 0 where the cgroup lets this process have none of it.
  public func memoryBytes(of node: Int) -> Int64 {
    guard let allowed = numa_get_mems_allowed() else { return 0 }
    defer { numa_bitmask_free(allowed) }
    guard node < Int(allowed.pointee.size), numa_bitmask_isbitset(allowed, UInt32(node)) != 0 else { return 0 }
    return numa_node_size64(Int32(node), nil)
  }

  /// Free memory of a node, in bytes; nil where that is not known.
  public func freeBytes(of node: Int) -> Int64? {
    var free: Int64 = -1
    guard unsupportedBecause == nil, numa_node_size64(Int32(clamping: node), &free) >= 0, free >= 0 else { return nil }
    return free
  }

  /// Distance from one node to another.
  public func distance(from: Int, to: Int) -> Int { Int(numa_distance(Int32(from), Int32(to))) }
}

/// Lends a processor mask, empty at first; no answer where there is no memory for one.
private func withMask(_ body: (UnsafeMutablePointer<bitmask>) -> [Int]) -> [Int] {
  guard let mask = numa_allocate_cpumask() else { return [] }
  defer { numa_free_cpumask(mask) }
  return body(mask)
}

private func members(of mask: UnsafeMutablePointer<bitmask>) -> [Int] {
  (0..<Int(mask.pointee.size)).filter { numa_bitmask_isbitset(mask, UInt32($0)) != 0 }
}

/// Pins the calling thread to one processor; false where the system does not allow it.
func pinCallingThread(to cpu: Int) -> Bool {
  guard cpu >= 0, let mask = numa_allocate_cpumask() else { return false }
  defer { numa_free_cpumask(mask) }
  guard cpu < Int(mask.pointee.size) else { return false }
  numa_bitmask_setbit(mask, UInt32(cpu))
  return numa_sched_setaffinity(0, mask) >= 0
}

/// The processor that the calling thread runs on now; negative where the system does not say.
func callersCPU() -> Int { Int(headroom_current_cpu()) }

/// Names the calling thread for debuggers and `top`; the kernel keeps 15 bytes.
func nameCallingThread(_ name: String) {
  let short = String(name.utf8.prefix(15)) ?? "headroom"
  _ = headroom_name_thread(short)
}
