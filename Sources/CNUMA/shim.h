// libnuma as Swift sees it (Debian: libnuma-dev, LGPL-2.1, linked dynamically).
#ifndef HEADROOM_CNUMA_SHIM_H
#define HEADROOM_CNUMA_SHIM_H
#include <errno.h>
#include <malloc.h>
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

// Node numbers in a mask of ours: what the largest kernels are built for.
enum { headroom_most_nodes = 1024 };

// Asks that the pages of a range come from a node as long as it has some, then from others. 0, or an error number.
static inline int headroom_prefer_node(void *start, unsigned long bytes, int node) {
  const int bits = 8 * sizeof(unsigned long);
  unsigned long mask[headroom_most_nodes / (8 * sizeof(unsigned long))] = {0};
  if (node < 0 || node >= headroom_most_nodes) return EINVAL;
  mask[node / bits] = 1UL << node % bits;
  // The kernel takes one bit fewer than it is told.
  return mbind(start, bytes, MPOL_PREFERRED, mask, headroom_most_nodes + 1, 0) == 0 ? 0 : errno;
}

// On which node each page lies; a negative error number for one that is not there. Nothing is moved. 0, or an error number.
static inline int headroom_page_nodes(unsigned long count, void **pages, int *nodes) {
  return move_pages(0, count, pages, 0, nodes, 0) == 0 ? 0 : errno;
}

// Blocks of so many bytes and more are mapped by themselves, and unmapped when they are freed.
static inline void headroom_return_blocks(int bytes) { mallopt(M_MMAP_THRESHOLD, bytes); }
#endif
