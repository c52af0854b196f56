#include "CProcess.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

static _Atomic(const char *) temporary;
static atomic_int has_line;
static atomic_flag is_ending = ATOMIC_FLAG_INIT;
static char memory_words[200] = "the system has no more";

void headroom_set_temporary_file(const char *path) { atomic_store(&temporary, path); }

void headroom_set_progress_line(int is_shown) { atomic_store(&has_line, is_shown); }

static void say(const char *text, size_t length) {
  while (length > 0) {
    ssize_t count = write(STDERR_FILENO, text, length);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return;
    text += count;
    length -= (size_t)count;
  }
}

void headroom_clean_up(void) {
  const char *path = atomic_exchange(&temporary, NULL);
  if (path != NULL) unlink(path);
  if (atomic_exchange(&has_line, 0)) say("\r\033[K", 4);
}

// --- faults ---------------------------------------------------------------------------------------------------------

static const int faults[] = {SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV};
enum { fault_count = sizeof faults / sizeof faults[0] };
static struct sigaction before[fault_count];

static void clean_up_after_fault(int number) {
  const int code = errno;
  headroom_clean_up();
  // Whatever was to happen happens: the instruction is tried again, and abort() raises once more.
  for (int at = 0; at < fault_count; at += 1) {
    if (faults[at] == number) sigaction(number, &before[at], NULL);
  }
  errno = code;
}

void headroom_clean_up_after_faults(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = clean_up_after_fault;
  sigemptyset(&action.sa_mask);
  for (int at = 0; at < fault_count; at += 1) sigaction(faults[at], &action, &before[at]);
}

// --- memory ---------------------------------------------------------------------------------------------------------

void headroom_set_memory_words(const char *words) {
  size_t length = strlen(words);
  if (length >= sizeof memory_words) length = sizeof memory_words - 1;
  memcpy(memory_words, words, length);
  memory_words[length] = 0;
}

// Appends a text; what does not fit is left out.
static size_t append(char *line, size_t at, size_t size, const char *text) {
  while (*text != 0 && at < size) line[at++] = *text++;
  return at;
}

static size_t append_mebibytes(char *line, size_t at, size_t size, unsigned long bytes) {
  bytes = (bytes >> 20) + ((bytes & ((1UL << 20) - 1)) != 0);
  char digits[24];
  size_t count = sizeof digits;
  digits[--count] = 0;
  do {
    digits[--count] = (char)('0' + bytes % 10);
    bytes /= 10;
  } while (bytes > 0);
  return append(line, append(line, at, size, digits + count), size, " MiB");
}

_Noreturn void headroom_end_out_of_memory(unsigned long bytes) {
  // One thread says it; others that come here wait for the end.
  if (atomic_flag_test_and_set(&is_ending)) {
    for (;;) pause();
  }
  headroom_clean_up();
  char line[400];
  size_t at = append(line, 0, sizeof line, "error: out of memory: ");
  // Of a few bytes nobody learns anything.
  if (bytes >= 1UL << 20) at = append(line, append_mebibytes(line, at, sizeof line, bytes), sizeof line, " more are needed, and ");
  at = append(line, at, sizeof line - 1, memory_words);
  say(line, append(line, at, sizeof line, "\n"));
  _exit(headroom_out_of_memory_code);
}

// The allocator is glibc's own; only its failures end here. Swift would print a stack trace where it gets no memory.
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

void *malloc(size_t bytes) {
  void *block = __libc_malloc(bytes);
  if (__builtin_expect(block == NULL, 0)) headroom_end_out_of_memory(bytes);
  return block;
}

void *calloc(size_t count, size_t bytes) {
  void *block = __libc_calloc(count, bytes);
  if (__builtin_expect(block == NULL, 0)) {
    size_t all;
    headroom_end_out_of_memory(__builtin_mul_overflow(count, bytes, &all) ? ~0UL : all);
  }
  return block;
}

void *realloc(void *old, size_t bytes) {
  void *block = __libc_realloc(old, bytes);
  // Of no bytes it frees.
  if (__builtin_expect(block == NULL && bytes > 0, 0)) headroom_end_out_of_memory(bytes);
  return block;
}

void *aligned_alloc(size_t alignment, size_t bytes) {
  void *block = __libc_memalign(alignment, bytes);
  if (__builtin_expect(block == NULL, 0)) headroom_end_out_of_memory(bytes);
  return block;
}

void *memalign(size_t alignment, size_t bytes) { return aligned_alloc(alignment, bytes); }

int posix_memalign(void **block, size_t alignment, size_t bytes) {
  if (alignment < sizeof(void *) || (alignment & (alignment - 1)) != 0) return EINVAL;
  *block = aligned_alloc(alignment, bytes);
  return 0;
}
