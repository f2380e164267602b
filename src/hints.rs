//! Hints to the memory system, the two unsafe helpers of the project: prefetching and huge pages.
//!
//! An act touches three random lines of memory and an exposure one. Prefetched a few dozen acts ahead,
//! they arrive while other acts are played; huge pages save page look-ups. Results never depend on
//! hints, and on other systems they do nothing.

/// How many acts or exposures ahead to prefetch.
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

/// An empty array with room for `capacity`, in 2 MiB pages where it fills some.
pub fn with_huge_pages<T>(capacity: usize) -> Vec<T> {
    let array: Vec<T> = Vec::with_capacity(capacity);
    advise_huge_pages(array.as_ptr() as usize, capacity * size_of::<T>());
    array
}

/// Makes room for exactly `additional` more, in 2 MiB pages where it fills some.
pub fn make_room<T>(array: &mut Vec<T>, additional: usize) {
    array.reserve_exact(additional);
    advise_huge_pages(array.as_ptr() as usize, array.capacity() * size_of::<T>());
}

/// Advises huge pages for the parts of a live allocation that are not in use yet.
#[allow(unsafe_code, reason = "the system call has no safe form")]
fn advise_huge_pages(start: usize, bytes: usize) {
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
