// libnuma as Swift sees it (Debian: libnuma-dev, LGPL-2.1, linked dynamically).
#ifndef HEADROOM_CNUMA_SHIM_H
#define HEADROOM_CNUMA_SHIM_H
#include <numa.h>
#include <numaif.h>
#include <pthread.h>

// A C global is shared mutable state to Swift 6, an error to read: read it through a function.
static inline struct bitmask *headroom_numa_all_nodes(void) { return numa_all_nodes_ptr; }

// All nodes of the machine, those without memory among them.
static inline struct bitmask *headroom_numa_nodes(void) { return numa_nodes_ptr; }

// glibc declares these two only under _GNU_SOURCE, which the modules that Swift imports are built without.
static inline int headroom_current_cpu(void) {
  extern int sched_getcpu(void);
  return sched_getcpu();
}

static inline int headroom_name_thread(const char *name) {
  extern int pthread_setname_np(pthread_t, const char *);
  return pthread_setname_np(pthread_self(), name);
}

static inline int headroom_thread_name(char *name, unsigned long size) {
  extern int pthread_getname_np(pthread_t, char *, unsigned long);
  return pthread_getname_np(pthread_self(), name, size);
}
#endif
