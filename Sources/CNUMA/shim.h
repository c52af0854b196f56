// libnuma as Swift sees it (Debian: libnuma-dev, LGPL-2.1, linked dynamically).
#ifndef HEADROOM_CNUMA_SHIM_H
#define HEADROOM_CNUMA_SHIM_H
#include <numa.h>
#include <numaif.h>

// A C global is shared mutable state to Swift 6, an error to read: read it through a function.
static inline struct bitmask *headroom_numa_all_nodes(void) { return numa_all_nodes_ptr; }
#endif
