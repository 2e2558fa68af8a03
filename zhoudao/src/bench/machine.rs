//! How much of the machine we and others used while something was measured.

use std::time::Instant;

/// Processor time in ticks.
#[derive(Clone, Copy, Debug)]
struct Ticks {
    everybody: u64,
    ourselves: u64,
}

/// A look at the machine when a measurement began.
#[derive(Debug)]
pub struct Watch {
    process: Option<u32>,
    began: Instant,
    ticks: Option<Ticks>,
}

/// What was used of the processors.
#[derive(Clone, Copy, Debug, Default)]
pub struct Used {
    /// Seconds that we computed.
    pub ourselves: f64,
    /// The part of all processors that others had.
    pub foreign_share: f64,
    /// The most memory that the other process has had.
    pub memory_bytes: Option<u64>,
}

/// Linux counts processor time in hundredths of a second.
const TICKS_A_SECOND: f64 = 100.0;

impl Watch {
    /// Begins now; what that other process computes is ours.
    pub fn begin(process: Option<u32>) -> Self {
        Self {
            process,
            began: Instant::now(),
            ticks: ticks(process),
        }
    }

    /// What was used since; nothing where the machine does not tell.
    pub fn used(&self) -> Used {
        let Some((before, after)) = self.ticks.zip(ticks(self.process)) else {
            return Used::default();
        };
        let ourselves = after.ourselves - before.ourselves;
        let foreign = (after.everybody - before.everybody).saturating_sub(ourselves);
        let processors = std::thread::available_parallelism().map_or(1.0, |count| count.get() as f64);
        Used {
            ourselves: ourselves as f64 / TICKS_A_SECOND,
            memory_bytes: self.process.and_then(memory),
            foreign_share: foreign as f64 / TICKS_A_SECOND / self.began.elapsed().as_secs_f64() / processors,
        }
    }
}

/// `VmHWM:   12345 kB`: the most that was resident.
fn memory(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(most.trim().strip_suffix(" kB")?.parse::<u64>().ok()? << 10)
}

fn ticks(process: Option<u32>) -> Option<Ticks> {
    let of = |name: &str| ourselves(&std::fs::read_to_string(format!("/proc/{name}/stat")).ok()?);
    let other = process.map_or(Some(0), |process| of(&process.to_string()))?;
    Some(Ticks {
        everybody: everybody(&std::fs::read_to_string("/proc/stat").ok()?)?,
        ourselves: of("self")? + other,
    })
}

/// `cpu user nice system idle iowait irq softirq steal …`: all but idling and waiting.
fn everybody(stat: &str) -> Option<u64> {
    let ticks: Vec<u64> = stat
        .lines()
        .next()?
        .split_whitespace()
        .skip(1)
        .filter_map(|field| field.parse().ok())
        .collect();
    let busy = ticks.get(..8)?;
    Some(busy.iter().sum::<u64>() - busy[3] - busy[4])
}

/// Fields 14 and 15, counted behind the name in parentheses, which may hold anything.
fn ourselves(stat: &str) -> Option<u64> {
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    Some(fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_linux_writes_them() {
        assert_eq!(everybody("cpu  10 1 20 900 50 2 3 4 0 0\ncpu0 1 1 1 1\n"), Some(40));
        assert_eq!(ourselves("7 (a) b) S 1 2 3 4 5 6 7 8 9 10 30 12 0 0"), Some(42));
    }
}
