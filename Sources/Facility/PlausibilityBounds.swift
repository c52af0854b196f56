/// Bounds beyond which a figure of a facility file is more likely a slip than a machine.
public enum PlausibilityBounds {
  /// Nameplate of a node over its GPUs.
  ///
  /// The kinds of the catalogue lie between 0.56 kW (L40S) and 3.15 kW (Vera Rubin); half as little and half as much again
  /// are let through.
  public static let wattsPerGPU = Watts.watts(250)...Watts.watts(5_000)

  /// Heat to air in one rack: airflow causes problems above it (https://www.edaratgroup.com/acc,
  /// https://www.long.com/resources/munters-high-density-cooling-for-data-centers/).
  public static let airPerRack = Watts.kilowatts(40)

  /// Nameplate of one rack: the highest that is published for one that ships, Vera Rubin NVL72
  /// (https://regantih.github.io/reports-lab/sand-to-superintelligence/chapters/14-nvl72.html).
  public static let wattsPerRack = Watts.kilowatts(230)

  /// A rating over what everything under it draws at nameplate. Units slip by a thousand; a hall that is still filling up
  /// by no more than this.
  public static let ratingOverNameplate = 50

  /// The draw that is not IT over that which is: twice the mean of the world's data centres, 0.54 in 2025 (a survey that
  /// cites the Uptime Institute).
  public static let overheadOverIT = Fraction.percent(108)
}
