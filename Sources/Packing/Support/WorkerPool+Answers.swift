public import NUMA

extension WorkerPool {
  /// Returns the results of two tasks, run at once where there are two threads; neither may use the pool.
  public func both<First: Sendable, Second: Sendable>(
    _ first: @Sendable () -> First, _ second: @Sendable () -> Second
  ) -> (First, Second) {
    let (one, other) = (TaskResults<First>(count: 1), TaskResults<Second>(count: 1))
    run(tasks: 2) { task in
      if task == 0 { one.set(0, first()) } else { other.set(0, second()) }
    }
    return (one.get(0), other.get(0))
  }

  /// Returns the answers to many questions, in their order, whichever thread each is asked on.
  ///
  /// - Parameter begin: makes what a thread works with; no answer may depend on the questions before it.
  public func answers<Question: Sendable, State, Answer: Sendable>(
    to questions: [Question], begin: @Sendable () -> State, _ answer: @Sendable (inout State, Question) -> Answer
  ) -> [Answer] {
    let results = TaskResults<Answer>(count: questions.count)
    let tasks = min(threads, questions.count)
    run(tasks: tasks) { task in
      var state = begin()
      for at in stride(from: task, to: questions.count, by: tasks) { results.set(at, answer(&state, questions[at])) }
    }
    return questions.indices.map { results.get($0) }
  }
}
