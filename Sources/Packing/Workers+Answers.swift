public import NUMA

extension WorkerPool {
  /// What `answer` says to each of many questions, in their order, whichever thread it is asked on.
  ///
  /// - Parameter begin: makes what a thread works with; no answer may depend on the questions before it.
  public func answers<Question: Sendable, State, Answer: Sendable>(
    to questions: [Question], begin: @Sendable () -> State, _ answer: @Sendable (inout State, Question) -> Answer
  ) -> [Answer] {
    let slots = Slots<Answer>(count: questions.count)
    let tasks = min(threads, questions.count)
    run(tasks: tasks) { task in
      var state = begin()
      for at in stride(from: task, to: questions.count, by: tasks) { slots.set(at, answer(&state, questions[at])) }
    }
    return questions.indices.map { slots.get($0) }
  }
}
