//! Asking memory early, and in large pages: the two unsafe helpers of the project.
//!
//! An act touches three random lines of memory and an exposure one; asked for a few dozen acts
//! ahead, they arrive while others are played, and large pages spare the walk to find them. Hints
//! only: results never depend on them, and they do nothing on other systems.

/// How many acts or exposures ahead to ask.
pub const AHEAD: usize = 24;

/// Hints that `place` will be read soon.
#[inline(always)]
#[allow(unsafe_code, reason = "the prefetch instruction has no safe form")]
pub fn prefetch<T>(place: &T) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: a prefetch never faults and reads nothing the program can see; the address comes
    // from a live reference.
    unsafe {
        use core::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        _mm_prefetch::<_MM_HINT_T0>(std::ptr::from_ref(place).cast());
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = place;
}

/// An empty array with room for `capacity`, in 2 MiB pages where that fills some.
pub fn roomy<T>(capacity: usize) -> Vec<T> {
    let array: Vec<T> = Vec::with_capacity(capacity);
    in_large_pages(array.as_ptr() as usize, capacity * size_of::<T>());
    array
}

/// Makes room for exactly `additional` more, in 2 MiB pages where that fills some.
pub fn make_room<T>(array: &mut Vec<T>, additional: usize) {
    array.reserve_exact(additional);
    in_large_pages(array.as_ptr() as usize, array.capacity() * size_of::<T>());
}

/// Hints that the pages of a live allocation should be large where they are not yet in use.
#[allow(unsafe_code, reason = "the system call has no safe form")]
fn in_large_pages(start: usize, bytes: usize) {
    #[cfg(target_os = "linux")]
    {
        const PAGE: usize = 1 << 21;
        let (first, end) = (start.next_multiple_of(PAGE), start + bytes);
        if end >= first + PAGE {
            // SAFETY: the range lies inside a live allocation; the advice changes how pages are
            // backed, never what they hold. A refusal is fine: it is only advice.
            unsafe {
                libc::madvise(first as *mut libc::c_void, (end - first) & !(PAGE - 1), libc::MADV_HUGEPAGE);
            }
        }
    }
    #[cfg(not(target_os = "linux"))]
    let _ = (start, bytes);
}
