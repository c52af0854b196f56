import CNUMA

/// Has blocks of 256 KiB and more given back to the system when they are freed: left alone, glibc raises that size with
/// every larger block that it has seen, and what one phase needed is held through the next.
public func returnFreedMemory() { headroom_return_blocks(256 << 10) }
