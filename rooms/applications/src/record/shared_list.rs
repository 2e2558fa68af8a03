//! A list that the states of an application before and after an act share.

use std::iter::Map;
use std::ops::Index;
use std::slice;
use std::sync::Arc;

/// A list whose copies cost nothing: changing an entry of one copies that entry alone. Most acts change one step of thirty.
#[derive(Clone, Debug)]
pub struct SharedList<T>(Arc<Vec<Arc<T>>>);

/// The entries of a list, in order.
pub type Entries<'a, T> = Map<slice::Iter<'a, Arc<T>>, fn(&'a Arc<T>) -> &'a T>;

impl<T> SharedList<T> {
    /// Its entries, in order.
    pub fn iter(&self) -> Entries<'_, T> {
        self.0.iter().map(Arc::as_ref)
    }

    /// How many it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first.
    #[must_use]
    pub fn first(&self) -> Option<&T> {
        self.iter().next()
    }

    /// The entry at a place.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<&T> {
        self.0.get(place).map(Arc::as_ref)
    }

    /// What differs from an earlier list, with the entry that stood at its place there. Entries that both share are left out; others may be
    /// equal all the same.
    pub fn unlike<'a>(&'a self, earlier: &'a Self) -> impl Iterator<Item = (Option<&'a T>, &'a T)> {
        let end = if Arc::ptr_eq(&self.0, &earlier.0) { 0 } else { self.len() };
        self.0[..end].iter().enumerate().filter_map(|(place, entry)| {
            let before = earlier.0.get(place);
            let is_shared = before.is_some_and(|before| Arc::ptr_eq(before, entry));
            (!is_shared).then(|| (before.map(Arc::as_ref), entry.as_ref()))
        })
    }
}

impl<T: Clone> SharedList<T> {
    /// One more, at the end.
    pub(super) fn push(&mut self, entry: T) {
        Arc::make_mut(&mut self.0).push(Arc::new(entry));
    }

    /// Those that are to be changed.
    pub(crate) fn changing(&mut self, are_changed: impl Fn(&T) -> bool) -> impl Iterator<Item = &mut T> {
        let is_any = self.iter().any(&are_changed);
        let entries = if is_any {
            &mut Arc::make_mut(&mut self.0)[..]
        } else {
            &mut []
        };
        entries.iter_mut().filter(move |entry| are_changed(entry)).map(Arc::make_mut)
    }

    /// Keeps only some.
    pub(super) fn retain(&mut self, are_kept: impl Fn(&T) -> bool) {
        Arc::make_mut(&mut self.0).retain(|entry| are_kept(entry));
    }

    /// Its entries for themselves.
    pub(super) fn into_entries(self) -> impl Iterator<Item = T> {
        Arc::unwrap_or_clone(self.0).into_iter().map(Arc::unwrap_or_clone)
    }
}

impl<T> Default for SharedList<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T: PartialEq> PartialEq for SharedList<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T> FromIterator<T> for SharedList<T> {
    fn from_iter<I: IntoIterator<Item = T>>(entries: I) -> Self {
        Self(Arc::new(entries.into_iter().map(Arc::new).collect()))
    }
}

impl<T: Clone> Extend<T> for SharedList<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, entries: I) {
        Arc::make_mut(&mut self.0).extend(entries.into_iter().map(Arc::new));
    }
}

impl<'a, T> IntoIterator for &'a SharedList<T> {
    type Item = &'a T;
    type IntoIter = Entries<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T> Index<usize> for SharedList<T> {
    type Output = T;

    fn index(&self, place: usize) -> &T {
        &self.0[place]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_that_is_changed_leaves_the_other_as_it_was_and_shares_the_rest() {
        let before: SharedList<u32> = (1..=30).collect();
        let mut after = before.clone();
        assert_eq!(after.unlike(&before).count(), 0);
        assert_eq!(after.changing(|number| *number > 30).count(), 0);
        for number in after.changing(|number| *number == 7) {
            *number = 70;
        }
        assert_eq!((before[6], after[6]), (7, 70));
        assert_eq!(after.unlike(&before).collect::<Vec<_>>(), [(Some(&7), &70)]);
        after.push(31);
        assert_eq!(after.unlike(&before).last(), Some((None, &31)));
        after.retain(|number| *number != 1);
        assert_eq!((before.len(), after.len()), (30, 30));
        assert_eq!(after.into_entries().next(), Some(2));
    }
}
