// Made by Tools/embed-catalogue from Topologies/catalog. Change the files there, not this one.
// swift-format-ignore-file

extension Catalogue {
  /// The files of Topologies/catalog, by name.
  static let embeddedFiles: [(name: String, text: String)] = [
    (
      "equipment.yaml",
      ##"""
# What stands in a facility besides nodes, by the names that `model:` takes. Figures that no page gives are left out.
# A source begins with what the figure is: published (on the page), derived (from published figures), estimate.
format: headroom-catalogue-1
equipment:
  # Switches. `ports` are the ways in which they can be used, the whole width first. A switch entered as a load draws max-power.
  qm9700:                          # NDR InfiniBand, managed
    class: switch
    height: 1 U
    mass: 14.8 kg
    ports: [{count: 64, speed: 400 Gb/s}]
    max-power: 1.72 kW             # with active cables
    typical-power: 747 W           # with passive cables
    source: "published: https://networking-docs.nvidia.com/qm97x0hw/specifications"
  qm9790:                          # the same, unmanaged
    class: switch
    height: 1 U
    mass: 14.8 kg
    ports: [{count: 64, speed: 400 Gb/s}]
    max-power: 1.61 kW
    typical-power: 640 W
    source: "published: https://networking-docs.nvidia.com/qm97x0hw/specifications"
  q3400-ra:                        # XDR InfiniBand
    class: switch
    height: 4 U
    mass: 60 kg
    ports: [{count: 144, speed: 800 Gb/s}]
    max-power: {value: 7 kW, source: "derived: eight supplies of 875 W; what is installed, not what it draws, https://github.com/netbox-community/devicetype-library/tree/master/device-types/Nvidia"}
    typical-power: {value: 3.5 kW, source: "estimate: half of what is installed, as with N+N supplies"}
    source: "published: https://github.com/netbox-community/devicetype-library/tree/master/device-types/Nvidia"
  sn5600:                          # Spectrum-4 Ethernet
    class: switch
    height: 2 U
    mass: 23.5 kg
    ports: [{count: 64, speed: 800 Gb/s}, {count: 128, speed: 400 Gb/s}, {count: 256, speed: 200 Gb/s}]
    max-power: {value: 2.2 kW, source: "estimate: sn5610 and about 0.1 kW"}
    typical-power: 940 W
    source: "published: https://networking-docs.nvidia.com/sn5000hw/Specifications"
  sn5610:
    class: switch
    height: 2 U
    mass: 26.9 kg
    ports: {value: [{count: 64, speed: 800 Gb/s}, {count: 128, speed: 400 Gb/s}, {count: 256, speed: 200 Gb/s}], source: "derived: 64 cages of 800 Gb/s, split as those of sn5600"}
    max-power: 2.08 kW             # with 64 optics
    typical-power: 900 W
    source: "published: https://networking-docs.nvidia.com/sn5000hw/Specifications"
  sn4600c:
    class: switch
    height: 2 U
    mass: 14.6 kg
    ports: [{count: 64, speed: 100 Gb/s}]
    max-power: {value: 750 W, source: "estimate: from the typical figure and 64 optics"}
    typical-power: 466 W
    source: "published: https://networking-docs.nvidia.com/sn4000hw/specifications"
  sn4600:
    class: switch
    height: 2 U
    mass: 14.6 kg
    ports: [{count: 64, speed: 200 Gb/s}]
    max-power: {value: 1.1 kW, source: "estimate: from the typical figure and 64 optics"}
    typical-power: 600 W
    source: "published: https://networking-docs.nvidia.com/sn4000hw/specifications"
  sn2201:                          # management
    class: switch
    height: 1 U
    mass: 7.4 kg
    ports: [{count: 48, speed: 1 Gb/s}, {count: 4, speed: 100 Gb/s}]   # both at once
    max-power: {value: 150 W, source: "estimate: from the typical figure and four optics"}
    typical-power: 98 W
    source: "published: https://networking-docs.nvidia.com/sn2201hw/specifications"
  nvlink5-switch-tray:             # nine in an NVL72 rack; their power is in the rack's
    class: switch
    height: 1 U
    max-power: {value: 1.2 kW, source: "estimate: the one figure found, 3.6 kW for nine, is doubtful"}
    source: "published: https://setloop.io/blog/gb200-nvl72-architecture"

  # Optics and cables: power of each end.
  osfp-800g-2xdr4:
    class: optic
    max-power: 17 W
    source: "published: https://docs.nvidia.com/networking/display/800gmms4x00nst/overview"
  osfp-800g-2xsr4:
    class: optic
    max-power: 15 W
    source: "published: https://docs.nvidia.com/networking/display/800gmma4z00nst/overview"
  osfp-400g-sr4:
    class: optic
    max-power: 9 W
    typical-power: 8 W
    source: "published: https://docs.nvidia.com/networking/display/MMA4Z00NS400T/Connectivity+Scenarios"
  osfp-400g-dr4:
    class: optic
    max-power: 9 W
    source: "published: https://docs.nvidia.com/networking/display/mms4x00ns400/overview"
  osfp-1600g:
    class: optic
    max-power: {value: 27.2 W, source: "derived: 17 pJ/bit × 1.6 Tb/s; pages disagree, from 14 W, https://chinacryo.com.cn/en/4/2/2104564"}
  aoc-200g:
    class: cable
    max-power: 6 W
    source: "published: https://docs.nvidia.com/dgx-superpod/design-guide-cabling-data-centers/latest/port-power.html"
  dac:                             # passive copper
    class: cable
    max-power: 0 W
    source: "published: https://docs.nvidia.com/networking/display/mcp4y10nxxx2x400pub"

  ufm:                             # the fabric manager
    class: appliance
    height: 1 U
    mass: 17 kg
    max-power: 689 W
    source: "published: https://docs.nvidia.com/dgx-superpod/reference-architecture-scalable-infrastructure-h100/latest/index.html"

  # Cooling. `drive` is the electrical power that moving the heat takes; an entry by `model:` does not add it as a load.
  cdu-in-rack-100kw:               # Supermicro's, 4 U
    class: cdu
    takes: liquid
    height: {value: 4 U, source: "published: https://electronicdesign.com/technologies/industrial/systems/article/55238796/electronic-design-supermicro-liquid-cooling-for-hot-ai-supercomputers"}
    rating: 100 kW
    derate: {above: 32 °C, by: 5 kW per K, source: "derived: 100 kW at 32 °C and 60 kW at 40 °C, https://image.itmedia.co.jp/l/im/ee/articles/2412/04/l_mm241224_device03.jpg"}
    source: "published: https://image.itmedia.co.jp/l/im/ee/articles/2412/04/l_mm241224_device03.jpg"
  cdu-in-rack-250kw:               # Supermicro's for GB300
    class: cdu
    takes: liquid
    rating: 250 kW
    derate: {above: 32 °C, by: 12.5 kW per K, source: "estimate: in proportion to cdu-in-rack-100kw"}
    source: "published: https://www.serversimply.com/blog/inside-supermicro-gb300-nvl72"
  cdu-in-row-600kw:
    class: cdu
    takes: liquid
    rating: 600 kW
    approach: 4 K
    source: "published: a size of in-row families, and their approach of 4-5 K, by a survey of vendors' sheets"
  cdu-in-row-1300kw:
    class: cdu
    takes: liquid
    rating: {value: 1.3 MW, source: "estimate: a size commonly quoted for Supermicro's in-row unit"}
    approach: {value: 4 K, source: "published: 4-5 K for liquid to liquid, by a survey of vendors' sheets"}
  cdu-in-row-2000kw:
    class: cdu
    takes: liquid
    rating: 2 MW
    flow: 2125 L/min
    approach: 5 K
    source: "published: a survey of vendors' sheets"
  cdu-2500kw:                      # Motivair MCDU-70
    class: cdu
    takes: liquid
    rating: 2.5 MW
    source: "published: Motivair MCDU-70, by a survey of vendors' sheets"
  cdu-liquid-to-air-70kw:          # a sidecar: what it takes from the liquid it gives to the room
    class: cdu
    takes: liquid
    rating: 70 kW
    approach: 11 K
    source: "published: a survey of vendors' sheets"
  fan-wall-400kw:
    class: air-handler
    takes: air
    rating: 400 kW
    drive: 3 %
    source: "estimate: a fan-wall section; no sheet of a unit was found"
  crah-120kw:
    class: air-handler
    takes: air
    rating: 120 kW
    drive: 3 %
    source: "estimate: a perimeter unit; no sheet of a unit was found"
  chiller-air-1680kw:
    class: chiller
    takes: both
    rating: {value: 1.68 MW, source: "derived: 200 MW over 119 units of Colossus 2, https://aiforautomation.io/news/2026-04-28-xai-colossus-2-memphis-1gw-nvidia-rubin-valuation"}
    drive: {value: 29 %, source: "published: 0.29 kW per kW, a COP of 3.5, at hot design, https://novtriq.tech/tools/thermal-load"}
  dry-cooler:                      # no size is published: state the rating beside it
    class: dry-cooler
    takes: liquid
    drive: {value: 3 %, source: "estimate: fans take 1.5-3 % of the heat"}
    approach: {value: 10 K, source: "published: for planning, by a survey of vendors' sheets"}

  # Power.
  ups-1500kw:                      # double conversion
    class: ups
    rating: 1.5 MW
    efficiency: 97.5 %
    source: "published: Eaton 9395XR, by a survey of power chains"
  transformer-3mva:                # medium to low voltage
    class: transformer
    rating: {value: 3 MVA, source: "published: unit substations of 2.5-3 MVA, by a survey of power chains"}
    power-factor: {value: 98 %, source: "estimate: what supplies of servers reach"}
    efficiency: {value: 99 %, source: "published: 1.0-1.5 % are lost at full load, https://kvrm.in/?p=806"}
  transformer-2500kva:
    class: transformer
    rating: {value: 2500 kVA, source: "published: unit substations of 2.5-3 MVA, by a survey of power chains"}
    power-factor: {value: 98 %, source: "estimate: what supplies of servers reach"}
    efficiency: {value: 99 %, source: "published: 1.0-1.5 % are lost at full load, https://kvrm.in/?p=806"}
  transformer-150mva:              # at a substation
    class: transformer
    rating: {value: 150 MVA, source: "published: a size of substation transformers, by a survey of power chains"}
    power-factor: {value: 98 %, source: "estimate: what supplies of servers reach"}
    efficiency: {value: 99.6 %, source: "derived: the middle of 99.5-99.7 %, by a survey of power chains"}
  busway-800a:
    class: busway
    rating: {amps: 800 A, volts: 415 V, phases: 3, source: "published: 800-1,000 A at 415 V in AI halls, by a survey of power chains"}
    continuous: {value: 80 %, source: "published: the rule for continuous load, https://iaeimagazine.org/magazine/2016/07/19/100-vs-80-choosing-the-right-ocpd-solution/"}
    efficiency: {value: 99.5 %, source: "estimate: 0.5 % is lost"}
  busway-1000a:
    class: busway
    rating: {amps: 1000 A, volts: 415 V, phases: 3, source: "published: 800-1,000 A at 415 V in AI halls, by a survey of power chains"}
    continuous: {value: 80 %, source: "published: the rule for continuous load, https://iaeimagazine.org/magazine/2016/07/19/100-vs-80-choosing-the-right-ocpd-solution/"}
    efficiency: {value: 99.5 %, source: "estimate: 0.5 % is lost"}
  breaker-60a-415v:                # 34.5 kW of continuous load
    class: breaker
    rating: {amps: 60 A, volts: 415 V, phases: 3, source: "published: rack PDUs of two feeds, https://docs.nvidia.com/dgx-pdf/nvidia-dgx-superpod-data-center-best-practices-with-dgx-b200.pdf"}
    continuous: {value: 80 %, source: "published: the rule for continuous load, https://iaeimagazine.org/magazine/2016/07/19/100-vs-80-choosing-the-right-ocpd-solution/"}
  breaker-32a-380v:                # outside the US breakers carry their rating for hours
    class: breaker
    rating: {amps: 32 A, volts: 380 V, phases: 3, source: "published: racks of two DGX B200, https://docs.nvidia.com/dgx-pdf/nvidia-dgx-superpod-data-center-best-practices-with-dgx-b200.pdf"}

"""##
    ),
    (
      "kinds.yaml",
      ##"""
# The kinds of node that every facility file may name. Per node: a GPU server, or one compute tray of a rack-scale system.
# A source begins with what the figure is: published (on the page), derived (from published figures), estimate.
format: headroom-catalogue-1
kinds:
  hgx-h100-liquid:                 # Supermicro's 4 U liquid-cooled system of Colossus 1
    gpu: H100
    gpus: 8
    nvlink-domain: 8
    nameplate: 9.2 kW
    sustained-peak: 7.4 kW         # 0.80 × 9.2 kW
    average: {value: 7.0 kW, source: "derived: 0.76 × 9.2 kW, the mean share measured on H100 nodes, https://arxiv.org/abs/2506.14551"}
    idle: 2.0 kW
    liquid: 80 %
    height: {value: 4 U, source: "published: https://electronicdesign.com/technologies/industrial/systems/article/55238796/electronic-design-supermicro-liquid-cooling-for-hot-ai-supercomputers"}
    source: "estimate: the 10.2 kW of https://docs.nvidia.com/dgx/dgxh100-user-guide/introduction-to-dgxh100.html less about 1 kW of fans; direct-liquid servers are quoted at 70-80 % to liquid, and this one cools its PCIe switches too"
  hgx-h200-liquid:
    gpu: H200
    gpus: 8
    nvlink-domain: 8
    nameplate: 9.2 kW
    sustained-peak: 7.4 kW
    average: 7.0 kW
    idle: 2.0 kW
    liquid: 80 %
    height: 4 U
    source: "estimate: the chassis and the 700 W GPU of hgx-h100-liquid, https://huggingface.co/hardware/h200"
  dgx-h100:
    gpu: H100
    gpus: 8
    nvlink-domain: 8
    nameplate: 10.2 kW
    sustained-peak: {value: 8.4 kW, source: "published: the highest mean measured while training, https://arxiv.org/abs/2412.08602"}
    average: {value: 7.75 kW, source: "derived: 0.76 × 10.2 kW, the mean share of https://arxiv.org/abs/2506.14551"}
    idle: {value: 2.0 kW, source: "estimate: about 1.1 kW of GPUs, CPUs and switches at rest (64 W a GPU on https://www.easymanua.ls/nvidia/dgx-b200/manual?p=61), fans and supplies"}
    liquid: 0 %
    height: 8 U
    source: "published: https://docs.nvidia.com/dgx/dgxh100-user-guide/introduction-to-dgxh100.html"
  dgx-h200:
    gpu: H200
    gpus: 8
    nvlink-domain: 8
    nameplate: 10.2 kW
    sustained-peak: {value: 8.4 kW, source: "estimate: as dgx-h100, the same chassis"}
    average: {value: 7.75 kW, source: "estimate: as dgx-h100, the same chassis"}
    idle: {value: 2.0 kW, source: "estimate: as dgx-h100, the same chassis"}
    liquid: 0 %
    height: 8 U
    source: "published: https://docs.nvidia.com/dgx/dgxh100-user-guide/introduction-to-dgxh100.html"
  dgx-a100:
    gpu: A100
    gpus: 8
    nvlink-domain: 8
    nameplate: 6.5 kW
    sustained-peak: {value: 5.3 kW, source: "estimate: 0.82 × 6.5 kW, the share that dgx-h100 reaches"}
    average: {value: 5.0 kW, source: "estimate: 0.76 × 6.5 kW, rounded up"}
    idle: {value: 1.2 kW, source: "estimate: in proportion to dgx-h100"}
    liquid: 0 %
    height: 6 U
    source: "published: https://www.hardwaretimes.com/nvidias-ampere-based-dgx-a100-servers-leverage-amd-epyc-rome-cpus-instead-of-intel-xeon/"
  dgx-b200:
    gpu: B200
    gpus: 8
    nvlink-domain: 8
    nameplate: 14.3 kW
    sustained-peak: {value: 11.7 kW, source: "estimate: 0.82 × 14.3 kW, the share that dgx-h100 reaches"}
    average: {value: 10.9 kW, source: "estimate: 0.76 × 14.3 kW"}
    idle: {value: 2.5 kW, source: "estimate: in proportion to dgx-h100"}
    liquid: 0 %
    height: 10 U
    source: "published: https://docs.nvidia.com/dgx/dgxb200-user-guide/introduction-to-dgxb200.html"
  dgx-b300:
    gpu: B300
    gpus: 8
    nvlink-domain: 8
    nameplate: 14.5 kW             # a second table of NVIDIA's says 15 kW
    sustained-peak: {value: 11.9 kW, source: "estimate: 0.82 × 14.5 kW, the share that dgx-h100 reaches"}
    average: {value: 11.0 kW, source: "estimate: 0.76 × 14.5 kW"}
    idle: {value: 2.6 kW, source: "estimate: in proportion to dgx-h100"}
    liquid: 0 %
    height: 10 U
    source: "published: https://docs.nvidia.com/dgx/dgxb300-user-guide/introduction-to-dgxb300.html"
  gb200-nvl72:                     # one compute tray; a rack holds 18, and its power is that of the whole rack
    gpu: GB200
    gpus: 4
    nvlink-domain: 72
    nameplate: 132 kW / 18
    sustained-peak: {value: 132 kW / 18, source: "estimate: one synchronous job runs a rack at its rating"}
    average: {value: 120 kW / 18, source: "published: NVIDIA's nominal figure, https://sg.news.yahoo.com/nvidias-exaflop-supercomputer-rack-looks-142212690.html"}
    idle: {value: 20 kW / 18, source: "estimate: 15 % of the rating"}
    liquid: {value: 87 %, source: "derived: 115 of 132 kW, https://www.hpe.com/us/en/collaterals/collateral.a50009224enw.html"}
    height: {value: 1 U, source: "published: https://docs.nvidia.com/dgx/dgxgb200-user-guide/hardware.html"}
    source: "published: https://www.hpe.com/us/en/collaterals/collateral.a50009224enw.html"
  gb300-nvl72:
    gpu: GB300
    gpus: 4
    nvlink-domain: 72
    nameplate: 135 kW / 18         # Supermicro states 132-140 kW while operating
    sustained-peak: {value: 135 kW / 18, source: "estimate: one synchronous job runs a rack at its rating"}
    average: {value: 123 kW / 18, source: "estimate: the share of the rating that gb200-nvl72 has, 120 of 132"}
    idle: {value: 20 kW / 18, source: "estimate: as gb200-nvl72"}
    liquid: 90 %
    height: {value: 1 U, source: "published: https://www.serversimply.com/blog/inside-supermicro-gb300-nvl72"}
    source: "published: Lenovo Press LP2357, GB300 NVL72: 135 kW, 90 % to liquid"

"""##
    ),
    (
      "profiles.yaml",
      ##"""
# How hard leases drive their nodes, as shares of a kind's own figures. A lease may state its own shares.
format: headroom-catalogue-1
profiles:
  training:                        # one synchronous job: every node at the kind's own figures
    sustained-peak: 100 % of sustained-peak
    average: 100 % of average
    source: "derived: what the kinds' figures mean"
  inference:
    sustained-peak: 77 % of sustained-peak
    average: {value: 55 % of sustained-peak, source: "estimate: requests come and go over the day"}
    source: "derived: 30 % more servers ran in the same power, 1 / 1.30, POLCA, https://arxiv.org/abs/2308.12908"
  mixed:
    sustained-peak: 88 % of sustained-peak
    average: 75 % of sustained-peak
    source: "estimate: half way between training and inference"

"""##
    ),
  ]
}
