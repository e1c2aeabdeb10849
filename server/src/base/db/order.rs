//! The order in which the facts of transactions on several connections are told.
//!
//! A transaction takes its place in the row while it still holds what it has locked, so of two that touch the same
//! rows the one that commits first stands first. Facts leave in the order of the row, whoever's thread comes first.
//! Invariant: every place that was taken is given up, with facts or without; until then those behind it wait.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::Listening;

/// The row.
pub struct Order<E> {
    row: Mutex<Row<E>>,
    listener: Listening<E>,
}

struct Row<E> {
    next: u64,
    head: u64,
    ready: BTreeMap<u64, Vec<E>>,
}

/// A place in the row. Dropping it gives it up without facts.
pub struct Ticket<E> {
    order: Arc<Order<E>>,
    number: u64,
    facts: Vec<E>,
}

impl<E> Order<E> {
    /// An empty row that tells this listener.
    pub fn new(listener: Listening<E>) -> Arc<Order<E>> {
        let row = Row { next: 0, head: 0, ready: BTreeMap::new() };
        Arc::new(Order { row: Mutex::new(row), listener })
    }

    /// Takes the next place. To be called before the commit, with all locks held.
    pub fn take(self: &Arc<Self>) -> Ticket<E> {
        let mut row = self.row.lock().unwrap_or_else(PoisonError::into_inner);
        let number = row.next;
        row.next += 1;
        Ticket { order: self.clone(), number, facts: Vec::new() }
    }

    /// Tells what is ready up to the first place that is still held. The listener waits for nothing, so the row may
    /// stay locked meanwhile: that is what keeps two threads from overtaking each other.
    fn give_up(&self, number: u64, facts: Vec<E>) {
        let mut row = self.row.lock().unwrap_or_else(PoisonError::into_inner);
        row.ready.insert(number, facts);
        loop {
            let head = row.head;
            let Some(facts) = row.ready.remove(&head) else { break };
            row.head += 1;
            if !facts.is_empty() {
                self.listener.told(facts);
            }
        }
    }
}

impl<E> Ticket<E> {
    /// The commit is done: these facts may leave.
    pub fn tell(mut self, facts: Vec<E>) {
        self.facts = facts;
    }
}

impl<E> Drop for Ticket<E> {
    fn drop(&mut self) {
        self.order.give_up(self.number, std::mem::take(&mut self.facts));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Result;
    use crate::base::db::{Listener, Tx};

    #[derive(Default)]
    struct Ear(Mutex<Vec<u8>>);

    impl Listener<u8> for Ear {
        fn before_commit(&self, _: &mut Tx<'_, u8>, _: &u8) -> Result<()> {
            Ok(())
        }
        fn told(&self, facts: Vec<u8>) {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(facts);
        }
    }

    fn heard(ear: &Ear) -> Vec<u8> {
        ear.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    #[test]
    fn facts_leave_in_the_order_of_the_places_and_a_place_given_up_holds_nobody() {
        let ear = Arc::new(Ear::default());
        let order = Order::new(ear.clone());
        let (first, second, third) = (order.take(), order.take(), order.take());
        third.tell(vec![3]);
        assert!(heard(&ear).is_empty());
        drop(second);
        assert!(heard(&ear).is_empty());
        first.tell(vec![1, 2]);
        assert_eq!(heard(&ear), [1, 2, 3]);
        order.take().tell(vec![4]);
        assert_eq!(heard(&ear), [1, 2, 3, 4]);
    }
}
