// swift-format-ignore-file
// Diagnostics stand here as they are printed, however long the line.

import Testing

@Test(arguments: badStatuses)
func `a status that a lease cannot have is refused in these words`(input: BadInput) throws {
  let said = try diagnostics(ofLeaseRules: input.text)
  #expect(said == input.expected)
}

private let badStatuses = [
  BadInput(
    "a likelihood beyond one",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 8, kind: dgx-h100, status: {option: {until: 2027-03-31, probability: 130 %}}, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:90: error: `130 %` is out of range
      … 8, kind: dgx-h100, status: {option: {until: 2027-03-31, probability: 130 %}}, price: 1 $/h}
                                                                             ^~~~~
        expected: a share from 0 % to 100 %

      """#),
  BadInput(
    "a right on several zones",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 8, kind: dgx-h100, status: {rofo: {zone: "hall-[1-2]"}}, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:62: error: the right is on 2 zones
        - {name: a, gpus: 8, kind: dgx-h100, status: {rofo: {zone: "hall-[1-2]"}}, price: 1 $/h}
                                                                   ^~~~~~~~~~~~
        expected: one zone

      """#),
  BadInput(
    "a lease outside of what it has a right on",
    #"""
    format: headroom-tenants-1
    tenants:
    - name: t
      leases:
      - {name: a, gpus: 8, kind: dgx-h100, status: {rofo: {zone: hall-2}}, placed: [{at: hall-1/rack-1, nodes: 1}], price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:80: error: the lease stands in `hall-1/rack-1`, its right is on `hall-2`
      …: a, gpus: 8, kind: dgx-h100, status: {rofo: {zone: hall-2}}, placed: [{at: hall-1/rack-1, nodes: 1}], price: 1 $/h}
                                                                             ^
        expected: places in that zone

      """#),
  BadInput(
    "a right of first offer with nothing right in it",
    #"""
    format: headroom-tenants-1
    tenants:
      - name: t
        leases:
          - {name: a, gpus: 8, kind: dgx-h100, status: {rofo: {zone: attic, notice: 30, probability: 101 %}}, price: 1 $/h}

    """#,
    says: #"""
      t.yaml:5:66: error: the path `attic` matches no zone
            - {name: a, gpus: 8, kind: dgx-h100, status: {rofo: {zone: attic, notice: 30, probability: 101 %}}, price: 1 $/h}
                                                                       ^~~~~
        help: the root holds `hall-1` and 2 more
      t.yaml:5:81: error: `30` has no unit
      …ame: a, gpus: 8, kind: dgx-h100, status: {rofo: {zone: attic, notice: 30, probability: 101 %}}, price: 1 $/h}
                                                                             ^~
        expected: a number of days, such as `30 days`
      t.yaml:5:98: error: `101 %` is out of range
      …kind: dgx-h100, status: {rofo: {zone: attic, notice: 30, probability: 101 %}}, price: 1 $/h}
                                                                             ^~~~~
        expected: a share from 0 % to 100 %

      """#),
]
