//! From where the program has its memory.

use libmimalloc_sys::{mi_option_set, mi_option_t};
use mimalloc::MiMalloc;

/// A page is thousands of small strings: the system's allocator takes a tenth of the time in which it is made.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// For how many milliseconds memory that nobody uses is kept for whoever may want it next (`mi_option_purge_delay` of mimalloc's header, which
/// its bindings leave out).
const PURGE_DELAY: mi_option_t = 15;

/// For a process that serves for months: what it does not use goes back to the machine at once, and comes in small pages. Each thread has
/// memory of its own for things of each size. In pages of two megabytes, of which it uses a few kilobytes, a hundred threads would hold a gigabyte,
/// and the machine clears all of it.
pub fn keep_little() {
    // SAFETY: a number is written into a setting that the allocator reads anew each time that something is freed.
    unsafe { mi_option_set(PURGE_DELAY, 0) };
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::thread::disable_transparent_huge_pages(true) {
        tracing::debug!(%error, "memory is given in large pages");
    }
}

#[cfg(test)]
mod tests {
    use libmimalloc_sys::mi_option_get;

    use super::*;

    fn purge_delay() -> i64 {
        // SAFETY: a setting is read.
        unsafe { mi_option_get(PURGE_DELAY) }
    }

    #[test]
    fn the_setting_is_the_one_that_keeps_free_memory_for_a_second() {
        assert_eq!(purge_delay(), 1_000, "mimalloc numbers its settings anew");
        keep_little();
        assert_eq!(purge_delay(), 0);
    }
}
