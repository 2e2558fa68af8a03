//! Page by page through a long list; the filters in the address stay.

use crate::reader::with_parameter;

/// Where the reader is in a list of pages. Pages count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pager {
    page: u64,
    pages: u64,
    address: String,
}

/// What a pager shows, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leaf {
    /// Pages left out.
    Gap,
    /// The page shown.
    Here(u64),
    /// Another page and its address.
    Page(u64, String),
}

impl Pager {
    /// The pager of a list with `total` entries, `per_page` on each; `address` is the page's own, with its filters.
    pub fn new(page: u64, total: u64, per_page: u64, address: impl Into<String>) -> Pager {
        let pages = total.div_ceil(per_page.max(1)).max(1);
        Pager {
            page: page.clamp(1, pages),
            pages,
            address: address.into(),
        }
    }

    /// The page shown.
    pub fn page(&self) -> u64 {
        self.page
    }

    /// Whether there is more than one page.
    pub fn several(&self) -> bool {
        self.pages > 1
    }

    /// The address of the page before.
    pub fn before(&self) -> Option<String> {
        (self.page > 1).then(|| self.to(self.page - 1))
    }

    /// The address of the page after.
    pub fn after(&self) -> Option<String> {
        (self.page < self.pages).then(|| self.to(self.page + 1))
    }

    /// First, last and the neighbours of the page shown.
    pub fn leaves(&self) -> Vec<Leaf> {
        let near = |number: &u64| *number == 1 || *number == self.pages || number.abs_diff(self.page) <= 1;
        let shown = [1, self.page.saturating_sub(1), self.page, self.page + 1, self.pages];
        let mut numbers: Vec<u64> = shown
            .into_iter()
            .filter(|number| (1..=self.pages).contains(number))
            .filter(near)
            .collect();
        numbers.dedup();
        let mut leaves = Vec::new();
        let mut last = 0;
        for number in numbers {
            if number > last + 1 {
                leaves.push(Leaf::Gap);
            }
            leaves.push(if number == self.page {
                Leaf::Here(number)
            } else {
                Leaf::Page(number, self.to(number))
            });
            last = number;
        }
        leaves
    }

    fn to(&self, page: u64) -> String {
        with_parameter(&self.address, "page", &page.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pager_shows_ends_and_neighbours() {
        let shown = |page, total| {
            let leaves = Pager::new(page, total, 10, "/desk?light=red").leaves();
            leaves
                .iter()
                .map(|leaf| match leaf {
                    Leaf::Gap => "…".to_owned(),
                    Leaf::Here(number) => format!("[{number}]"),
                    Leaf::Page(number, address) => {
                        assert_eq!(address, &format!("/desk?light=red&page={number}"));
                        number.to_string()
                    }
                })
                .collect::<Vec<_>>()
                .join(" ")
        };
        for (page, total, expected) in [
            (1, 0, "[1]"),
            (1, 11, "[1] 2"),
            (5, 91, "1 … 4 [5] 6 … 10"),
            (10, 91, "1 … 9 [10]"),
            (99, 20, "1 [2]"),
            (2, 30, "1 [2] 3"),
            (0, 30, "[1] 2 3"),
        ] {
            assert_eq!(shown(page, total), expected, "page {page} of {total}");
        }
    }
}
