"""A facility small enough to reason about: 2 pods × 2 racks × 4 boxes of 8 GPUs, and one crate in a third pod.

With all 16 boxes idle (2 kW each) and the crate (1 kW) 33 kW of 100 kW are gone; a leased box takes 6 kW more. `alpha` (4 boxes in
one pod) and `beta` (2 in one rack) bring it to 69 kW; `gamma` (8) would need 117 kW.
"""

FACILITY = """\
format: headroom-facility-1
name: tiny
kinds:
  box:
    gpu: X100
    gpus: 8
    nvlink-domain: 8
    nameplate: 10 kW
    sustained-peak: 8 kW
    average: 7 kW
    idle: 2 kW
    liquid: 0 %
    height: 4 U
  crate:
    gpu: Y100
    gpus: 4
    nvlink-domain: 4
    nameplate: 5 kW
    sustained-peak: 4 kW
    average: 3 kW
    idle: 1 kW
    liquid: 0 %
    height: 4 U
templates:
  cabinet:
    parameters: [kind]
    level: rack
    height: 42 U
    nodes: {kind: $kind, count: 4}
zone:
  level: hall
  power:
    - {name: feed, rating: 100 kW}
  cooling:
    - {name: fan, takes: air, count: 3, spare: 1, rating: 60 kW}
  zones:
    - name: pod
      level: pod
      count: 2
      zones:
        - {name: rack, count: 2, template: cabinet, with: {kind: box}}
    - name: annex
      level: pod
      zones:
        - {name: rack, level: rack, nodes: {kind: crate, count: 1}}
"""

BOOK = """\
format: headroom-tenants-1
tenants:
  - name: acme
    leases:
      - {name: alpha, gpus: 32, kind: box, level: pod, price: 2.00 $/GPU-h}
      - {name: beta, gpus: 16, kind: box, level: rack, price: 2.50 $/GPU-h, status: {option: {until: 2027-03-31}}}
  - name: zeta
    leases:
      - {name: gamma, gpus: 64, kind: box, level: hall, price: 1.00 $/GPU-h, status: {proposal: {probability: 50 %}}}
"""


def put(bench, facility=FACILITY, book=BOOK, folder="tiny"):
    """Writes both files; returns the folder."""
    bench.write(f"{folder}/facility.yaml", facility)
    if book is not None:
        bench.write(f"{folder}/tenants.yaml", book)
    return bench.path(folder)


def edited(text, old, new):
    """The text with one place changed; a test that changes nothing would test nothing."""
    if text.count(old) < 1:
        raise ValueError(f"{old!r} is not in the text")
    return text.replace(old, new, 1)
