internal import Packing

/// A caller's hold on a run: the events that it hears and the token by which it stops the run.
public struct RunControl: Sendable {
  /// Raised by the caller to stop the run.
  public let cancellation: CancellationToken
  /// Called with each event, on the thread that runs; the run waits for it.
  public let onEvent: @Sendable (PipelineEvent) -> Void

  /// Makes a hold; without arguments nobody listens and nothing stops the run.
  public init(
    cancellation: CancellationToken = CancellationToken(),
    onEvent: @escaping @Sendable (PipelineEvent) -> Void = { _ in }
  ) {
    (self.cancellation, self.onEvent) = (cancellation, onEvent)
  }

  /// Goes on, unless the run is cancelled.
  func proceed() throws(PipelineFailure) {
    if cancellation.isCancelled { throw .cancelled }
  }

  /// Begins a phase, unless the run is cancelled.
  func begin(_ phase: PipelinePhase) throws(PipelineFailure) {
    try proceed()
    onEvent(.began(phase))
  }

  /// Settings by which the packer's events are heard too, and a run that is to finish or is cancelled is out of time.
  func joined(to settings: PackingSettings) -> PackingSettings {
    var joined = settings
    joined.observe = { [onEvent] event in
      settings.observe(event)
      onEvent(.packing(event))
    }
    joined.isOutOfTime = { [cancellation] in cancellation.isFinishing || settings.isOutOfTime() }
    return joined
  }
}
