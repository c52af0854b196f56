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

/// A part of a run, in the order of running. An answer passes through each phase from `compile` on once; every file or
/// pair of files that is read begins `read`, and a packing that is judged by itself `readBack` and `check`.
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
