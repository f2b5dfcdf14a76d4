//! The same work on many things, by several threads.

use rayon::prelude::*;

/// Does `work` on each item with up to `jobs` threads, begun in the given order; the results stand in the order
/// of the items, whatever the number of threads. A panic in one goes on to the caller.
pub fn each<T: Sync, R: Send>(jobs: usize, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = jobs.min(items.len());
    let pool =
        (threads > 1).then(|| rayon::ThreadPoolBuilder::new().num_threads(threads).build().ok()).flatten();
    let Some(pool) = pool else { return items.iter().map(work).collect() };
    // One by one, so that the first items, which may be the largest, are begun first.
    let mut done: Vec<(usize, R)> =
        pool.install(|| items.iter().enumerate().par_bridge().map(|(at, item)| (at, work(item))).collect());
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

/// As many threads as there are processors.
#[must_use]
pub fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

#[cfg(test)]
mod tests {
    use super::each;

    #[test]
    fn results_stand_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..100).collect();
        for jobs in [0, 1, 2, 7, 200] {
            assert_eq!(each(jobs, &items, |n| n * 2), items.iter().map(|n| n * 2).collect::<Vec<_>>());
        }
        assert!(each(4, &[] as &[usize], |n| *n).is_empty());
    }

    #[test]
    #[should_panic(expected = "no")]
    fn a_panic_reaches_the_caller() {
        each(2, &[0, 1, 2, 3, 4, 5, 6, 7], |n| assert!(*n < 5, "no"));
    }
}
