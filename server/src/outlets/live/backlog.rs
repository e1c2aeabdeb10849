//! What one connection was told last and is still to be told, numbered without gaps.

use std::collections::VecDeque;

/// The events of one connection: the last ones that went out, then those that wait.
#[derive(Debug)]
pub struct Backlog<F> {
    /// The number of the first event in `events`.
    first: i64,
    events: VecDeque<F>,
    /// How many of `events` went out.
    sent: usize,
    /// How many that went out are kept.
    keep: usize,
    /// More room than usual: what waited when the socket went or came back is not held against the reader.
    grace: usize,
}

/// What became of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pushed {
    /// It has a number and waits.
    Waits,
    /// It was left out: the reader is slow, and it is one that can be done without.
    LeftOut,
    /// There is no room: it is lost, and the connection must not go on as if it were not.
    Full,
}

/// How a client's wish to go on ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resumed {
    /// From its number on, everything follows.
    GoesOn,
    /// Something of it is no longer here: it has to begin anew.
    Lost,
}

impl<F: Clone> Backlog<F> {
    /// Nothing yet; the first event will be number 0. Keeps the last `keep` that went out.
    pub fn new(keep: usize) -> Backlog<F> {
        Backlog { first: 0, events: VecDeque::new(), sent: 0, keep, grace: 0 }
    }

    /// Adds an event, unless `room` already wait. An expendable one is left out when half of the room is taken.
    pub fn push(&mut self, event: F, expendable: bool, room: usize) -> Pushed {
        let waiting = self.waiting();
        if expendable && waiting >= room / 2 + self.grace {
            return Pushed::LeftOut;
        }
        if waiting >= room + self.grace {
            return Pushed::Full;
        }
        self.events.push_back(event);
        Pushed::Waits
    }

    /// The next events to go out, `most` at most, into `out`; answers the number of the first.
    pub fn take(&mut self, most: usize, out: &mut Vec<F>) -> i64 {
        let number = self.first + self.sent as i64;
        let count = most.min(self.waiting());
        out.extend(self.events.range(self.sent..self.sent + count).cloned());
        self.sent += count;
        self.grace = self.grace.min(self.waiting());
        while self.sent > self.keep {
            self.events.pop_front();
            self.sent -= 1;
            self.first += 1;
        }
        number
    }

    /// The socket is gone: there is as much room again for what happens until the client comes back.
    pub fn pause(&mut self) {
        self.grace = self.waiting();
    }

    /// Goes back (or stays) so that event `number` is the next to go out: the client has every earlier one.
    ///
    /// 0 means that the client counts anew: what waits is numbered from 0, and nothing is sent again.
    pub fn resume(&mut self, number: i64) -> Resumed {
        if number == 0 {
            self.events.drain(..self.sent);
            (self.first, self.sent) = (0, 0);
        } else {
            match number.checked_sub(self.first).and_then(|back| usize::try_from(back).ok()) {
                Some(back) if back <= self.sent => self.sent = back,
                _ => return Resumed::Lost,
            }
        }
        self.grace = self.waiting();
        Resumed::GoesOn
    }

    fn waiting(&self) -> usize {
        self.events.len() - self.sent
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(count: usize, keep: usize) -> Backlog<usize> {
        let mut backlog = Backlog::new(keep);
        (0..count).for_each(|event| assert_eq!(backlog.push(event, false, count), Pushed::Waits));
        backlog
    }

    fn take(backlog: &mut Backlog<usize>, most: usize) -> (i64, Vec<usize>) {
        let mut out = Vec::new();
        let number = backlog.take(most, &mut out);
        (number, out)
    }

    #[test]
    fn events_go_out_once_in_order_with_their_numbers() {
        let mut backlog = told(5, 128);
        assert_eq!(take(&mut backlog, 2), (0, vec![0, 1]));
        assert_eq!(take(&mut backlog, 9), (2, vec![2, 3, 4]));
        assert_eq!(take(&mut backlog, 9), (5, vec![]));
    }

    #[test]
    fn only_the_last_ones_that_went_out_are_kept() {
        let mut backlog = told(300, 128);
        assert_eq!(take(&mut backlog, 200).0, 0);
        for (number, wanted) in [(71, Resumed::Lost), (72, Resumed::GoesOn)] {
            assert_eq!(backlog.resume(number), wanted, "{number}");
        }
        assert_eq!(take(&mut backlog, 1), (72, vec![72]));
    }

    #[test]
    fn a_client_goes_on_from_the_number_it_expects() {
        let table = [
            // went out, the client expects, it hears
            (10, 10, Some((10, vec![10, 11]))),
            (10, 8, Some((8, vec![8, 9, 10, 11]))),
            (10, 1, Some((1, (1..12).collect()))),
            (10, 11, None),
            (10, 13, None),
            (10, -1, None),
            (10, 0, Some((0, vec![10, 11]))),
        ];
        for (sent, expected, hears) in table {
            let mut backlog = told(12, 128);
            take(&mut backlog, sent);
            let resumed = backlog.resume(expected);
            assert_eq!(resumed == Resumed::GoesOn, hears.is_some(), "expects {expected}");
            if let Some(hears) = hears {
                assert_eq!(take(&mut backlog, 99), hears, "expects {expected}");
            }
        }
    }

    #[test]
    fn a_slow_reader_first_misses_what_it_can_do_without() {
        let mut backlog = Backlog::new(4);
        for event in 0..4 {
            assert_eq!(backlog.push(event, true, 8), Pushed::Waits);
        }
        assert_eq!(backlog.push(4, true, 8), Pushed::LeftOut);
        for event in 4..8 {
            assert_eq!(backlog.push(event, false, 8), Pushed::Waits);
        }
        assert_eq!(backlog.push(8, false, 8), Pushed::Full);
        assert_eq!(take(&mut backlog, 99), (0, (0..8).collect()));
    }

    #[test]
    fn who_comes_back_is_not_cut_off_for_what_waited_meanwhile() {
        let mut backlog = Backlog::new(4);
        let push = |backlog: &mut Backlog<usize>, events: std::ops::Range<usize>| {
            events.for_each(|event| assert_eq!(backlog.push(event, false, 4), Pushed::Waits, "{event}"));
        };
        push(&mut backlog, 0..4);
        backlog.pause();
        push(&mut backlog, 4..8);
        assert_eq!(backlog.push(8, false, 4), Pushed::Full);
        take(&mut backlog, 1);
        assert_eq!(backlog.resume(1), Resumed::GoesOn);
        push(&mut backlog, 8..12);
        assert_eq!(take(&mut backlog, 99), (1, (1..12).collect()));
        push(&mut backlog, 12..16);
        assert_eq!(backlog.push(16, false, 4), Pushed::Full, "what is caught up counts no more");
    }
}
