import Facility
import Packing
import PlanModel
import Tenancy

// Refusals of many leases, explained on many threads.
extension Explainer {
  /// All that a reason depends on: everything that an option says but its value.
  private struct QuestionKey: Hashable {
    var signature: OptionSignature
    var units: Int32
    var least: Int32

    init(_ option: OptionIndex, _ instance: Instance) {
      signature = OptionSignature(option, instance)
      (units, least) = (instance.options.units[option], instance.options.least[option])
    }
  }

  /// Finds out for many leases at once what `refusal(of:)` asks. No answer depends on another one, so they are the same
  /// for any number of threads.
  mutating func explain(_ leases: [LeaseID], pool: Workers) {
    var numberOf: [QuestionKey: Int] = [:]
    var questions: [(key: QuestionKey, option: OptionIndex)] = []
    var asked: [(option: OptionIndex, question: Int)] = []
    for lease in leases where expandedRefused(lease) == nil {
      for sized in problem.demands[lease.index] {
        guard case .option(let option) = question(lease, sized) else { continue }
        let key = QuestionKey(option, problem.instance)
        let number = numberOf[key] ?? questions.count
        if number == questions.count {
          numberOf[key] = number
          questions.append((key, option))
        }
        asked.append((option, number))
      }
    }
    let answers = answers(to: questions, pool)
    for (option, question) in asked {
      cache.reasons[option] = .some(answers[question].reason)
      cache.parts[option] = answers[question].part
    }
  }

  /// The reason why an option does not fit, nil where it does, and as many of its units as do.
  private typealias Answer = (reason: Reason?, part: Int)

  private func answers(to questions: [(key: QuestionKey, option: OptionIndex)], _ pool: Workers) -> [Answer] {
    // Those of one signature one after another, the smallest first: what is found out for it serves the larger ones
    // too.
    var groupOf: [OptionSignature: Int] = [:]
    var groups: [[Int]] = []
    for (number, question) in questions.enumerated() {
      let group = groupOf[question.key.signature] ?? groups.count
      if group == groups.count {
        groupOf[question.key.signature] = group
        groups.append([])
      }
      groups[group].append(number)
    }
    for group in groups.indices { groups[group].sort { questions[$0].key.least < questions[$1].key.least } }
    let (problem, context, ledger, options) = (problem, context, ledger, questions.map(\.option))
    let found = pool.answers(to: groups) { [triesFirst, measuresParts] in
      Explainer(problem, context, on: ledger, triesFirst: triesFirst, measuresParts: measuresParts)
    } _: { explainer, numbers in
      numbers.map { explainer.answer(options[$0]) }
    }
    var answers = [Answer](repeating: (nil, 0), count: questions.count)
    for (number, answer) in zip(groups.joined(), found.joined()) { answers[number] = answer }
    return answers
  }

  private mutating func answer(_ option: OptionIndex) -> Answer {
    guard let reason = found(option) else { return (nil, 0) }
    return (reason, measuresParts ? largestPart(option) : 0)
  }
}
