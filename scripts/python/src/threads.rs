use std::{
    panic::{self, AssertUnwindSafe},
    process,
    sync::{Arc, Mutex, PoisonError},
};

use pyo3::{
    exceptions::{PyRuntimeError, PyValueError},
    prelude::*,
};
use rayon::{ThreadPool, ThreadPoolBuilder, prelude::*};

use crate::{error::Fault, options::Options};

/// The threads that documents are worked on with; started when they are first needed.
#[derive(Debug, Default)]
pub(crate) struct Threads {
    jobs: Option<usize>,
    /// With the process that started them: a process that was forked has none of the threads of its parent, and
    /// would wait for them for ever.
    pool: Mutex<Option<(u32, Arc<ThreadPool>)>>,
}

/// So many documents for each thread are worked on before Python is asked whether it wants to end.
const TOGETHER: usize = 32;

impl Threads {
    /// As many as the option `jobs` says.
    pub(crate) fn take(options: &mut Options<'_>) -> PyResult<Self> {
        let jobs = options.take("jobs")?;
        if jobs == Some(0) {
            return Err(PyValueError::new_err(
                "jobs is a number from 1 on, or None for all processors",
            ));
        }
        Ok(Self { jobs, pool: Mutex::default() })
    }

    fn pool(&self) -> PyResult<Arc<ThreadPool>> {
        let mut pool = self.pool.lock().unwrap_or_else(PoisonError::into_inner);
        let own = process::id();
        match &*pool {
            Some((process, pool)) if *process == own => return Ok(Arc::clone(pool)),
            // Those of the parent cannot be ended from here.
            Some(_) => std::mem::forget(pool.take()),
            None => {}
        }
        let made = ThreadPoolBuilder::new().num_threads(self.jobs.unwrap_or(0)).build();
        let made =
            Arc::new(made.map_err(|error| {
                PyRuntimeError::new_err(format!("cannot start threads: {error}"))
            })?);
        *pool = Some((own, Arc::clone(&made)));
        Ok(made)
    }

    /// Does `work` without holding up Python.
    pub(crate) fn one<T: Send>(
        &self,
        py: Python<'_>,
        work: impl FnOnce() -> Result<T, Fault> + Send,
    ) -> PyResult<T> {
        let pool = self.pool()?;
        let done = py.detach(|| pool.install(|| walled(work)));
        done.map_err(|fault| fault.raised(py, None))
    }

    /// Does `work` for each number below `count`, as many at once as there are threads, without holding up Python;
    /// what comes back is in order. Ends when Python is interrupted.
    pub(crate) fn many<T: Send>(
        &self,
        py: Python<'_>,
        count: usize,
        work: impl Fn(usize) -> Result<T, Fault> + Sync,
    ) -> PyResult<Vec<Result<T, Fault>>> {
        let pool = self.pool()?;
        let step = TOGETHER * pool.current_num_threads();
        let mut all = Vec::with_capacity(count);
        for from in (0..count).step_by(step) {
            let some = from..count.min(from + step);
            let done: Vec<Result<T, Fault>> = py.detach(|| {
                let each = |number| walled(|| work(number));
                pool.install(|| some.into_par_iter().with_max_len(1).map(each).collect())
            });
            all.extend(done);
            py.check_signals()?;
        }
        Ok(all)
    }
}

/// Does `work`; a fault of the program in it is one of that document alone.
fn walled<T>(work: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|fault| {
        let said = fault.downcast_ref::<&str>().copied();
        let said = said.or_else(|| fault.downcast_ref::<String>().map(String::as_str));
        Err(Fault::Bug(said.unwrap_or("it said nothing").to_owned()))
    })
}
