// The end of a process that cannot go on: nothing half-written is left behind, and the reason is one sentence.
// Everything here may be called from a signal handler and where no memory is left.
#ifndef HEADROOM_CPROCESS_H
#define HEADROOM_CPROCESS_H

// The exit code of a process that has run out of memory.
enum { headroom_out_of_memory_code = 71 };

// The file to be removed should the process end; NULL: none. The text stays the caller's and must stay as it is.
void headroom_set_temporary_file(const char *path);

// True while a line of progress stands on the terminal that is to be cleared first.
void headroom_set_progress_line(int is_shown);

// Removes the temporary file and clears the line of progress.
void headroom_clean_up(void);

// Has the process clean up before a trap or a fault ends it as it would have ended.
void headroom_clean_up_after_faults(void);

// The memory that the process may use, as a clause that may follow "and"; cut after 200 bytes.
void headroom_set_memory_words(const char *words);

// Cleans up, says that so many bytes more cannot be had (of less than a MiB the words alone), and ends the process.
// `malloc` and its like end here where they fail: in this process they never return NULL.
_Noreturn void headroom_end_out_of_memory(unsigned long bytes);

#endif
