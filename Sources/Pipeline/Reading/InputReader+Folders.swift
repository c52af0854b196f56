internal import Documents
internal import Facility
internal import Files
internal import PlanCheck
public import Report

// Facilities by folder.
extension InputReader {
  /// A line for each facility in some folders. A folder is a facility's own, or holds such folders; a facility whose file is
  /// refused has a line too.
  ///
  /// Fails at the first folder that is neither.
  public func facilities(in folders: [String]) throws(PipelineFailure) -> [TopologyListReport.Entry] {
    var entries: [TopologyListReport.Entry] = []
    for folder in folders { for own in try facilityFolders(in: folder) { entries.append(entry(own)) } }
    return entries
  }

  private func entry(_ folder: String) -> TopologyListReport.Entry {
    guard let file = try? SourceFile(reading: folder + "/facility.yaml"),
      let facility = FacilityFile.read(file).value
    else { return TopologyListReport.Entry(refused: folder) }
    let draw = PlanCheck.supplyDraw(of: facility, everyNodeAt: .sustainedPeak).supply
    return TopologyListReport.Entry(folder: folder, facility: facility, draw: draw)
  }

  /// The folder itself where it holds a facility, else those in it that do, by name.
  private func facilityFolders(in folder: String) throws(PipelineFailure) -> [String] {
    var folder = folder
    while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    if FileSystem.isFile(folder + "/facility.yaml") { return [folder] }
    let found = FileSystem.names(in: folder).map { folder + "/" + $0 }
      .filter { FileSystem.isFile($0 + "/facility.yaml") }
    guard found.isEmpty else { return found }
    throw .badInput([
      Diagnostic(
        file: folder, "no facility is here", expected: "a folder with facility.yaml, or one that holds such folders")
    ])
  }
}
