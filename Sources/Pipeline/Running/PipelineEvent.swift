public import Documents
public import Packing

/// One step of a run, told while it happens. Events of a run come in order, on the thread that runs it.
public enum PipelineEvent: Hashable, Sendable {
  /// A phase begins, and the one before it ends.
  case began(PipelinePhase)
  /// A file was accepted, with warnings.
  case warned([Diagnostic])
  /// The packer's own event, between `began(.pack)` and `began(.readBack)`.
  case packing(PackingEvent)
}

/// A part of a run, in the order of running; a run passes through each of its phases once.
public enum PipelinePhase: String, Hashable, Sendable, CaseIterable {
  /// Files are read.
  case read
  /// Rows and options are made of the facility and the book.
  case compile
  /// The packer packs.
  case pack
  /// The packing becomes a plan, with a reason for every refusal.
  case readBack
  /// The plan is checked independently.
  case check
  /// The answer is put together.
  case answer
}
