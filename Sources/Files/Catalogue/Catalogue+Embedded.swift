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
  sn2201:                          # management; its four uplinks of 100 Gb/s are no part of the radix
    class: switch
    height: 1 U
    mass: 7.4 kg
    ports: [{count: 48, speed: 1 Gb/s}]
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
    gpu-power: {value: 700 W, source: "published: https://ziash.github.io/nvidia-nca-aiio-study-guide/02-ai-infrastructure/03-power-and-cooling/"}
    gpu-cap: {min: 200 W, max: 700 W, source: "published: the limits that the board accepts, https://www.easymanua.ls/nvidia/dgx-b200/manual?p=61"}
    gpu-memory: {value: 80 GB, source: "published: https://docs.nvidia.com/dgx/dgxh100-user-guide/introduction-to-dgxh100.html"}
    sockets: 2
    numa: {domains: 2, source: "estimate: as dgx-h100"}
    nics: {count: 8, speed: 400 Gb/s, source: "published: one a GPU and one for the host, https://4nownews.com/2024/10/29/elon-musks-most-powerful-ai-supercomputer-xai-colossus-for-100-thousand-nvidia-h100-was-shown-from-the-inside/amp"}
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
    gpu-power: {value: 700 W, source: "published: https://huggingface.co/hardware/h200"}
    gpu-cap: {min: 200 W, max: 700 W, source: "published: the limits that the board accepts, https://www.easymanua.ls/nvidia/dgx-b200/manual?p=61"}
    gpu-memory: {value: 141 GB, source: "published: https://docs.nvidia.com/dgx/dgxh100-user-guide/introduction-to-dgxh100.html"}
    sockets: 2
    numa: {domains: 2, source: "estimate: as dgx-h100"}
    nics: {count: 8, speed: 400 Gb/s}
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
    gpu-power: {value: 700 W, source: "published: https://ziash.github.io/nvidia-nca-aiio-study-guide/02-ai-infrastructure/03-power-and-cooling/"}
    gpu-cap: {min: 200 W, max: 700 W, source: "published: the limits that the board accepts, https://www.easymanua.ls/nvidia/dgx-b200/manual?p=61"}
    gpu-memory: 80 GB
    sockets: 2
    cores: 112
    numa: {domains: 2, source: "published: four GPUs and their ports a socket, https://www.easymanua.ls/nvidia/dgx-h100/manual?p=19"}
    nics: {count: 8, speed: 400 Gb/s}
    supplies: {count: 6, rating: 3.3 kW, needed: 4}
    mass: 130.45 kg
    inlet: {min: 5 °C, max: 30 °C, source: "estimate: narrower at the top than ASHRAE A2, https://flashgenius.net/guides/data-center-power-amp-cooling-for-ai-ncp-aii-guide"}
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
    gpu-power: {value: 700 W, source: "published: https://huggingface.co/hardware/h200"}
    gpu-cap: {min: 200 W, max: 700 W, source: "published: the limits that the board accepts, https://www.easymanua.ls/nvidia/dgx-b200/manual?p=61"}
    gpu-memory: 141 GB
    sockets: 2
    cores: 112
    numa: {domains: 2, source: "published: four GPUs and their ports a socket, https://www.easymanua.ls/nvidia/dgx-h100/manual?p=19"}
    nics: {count: 8, speed: 400 Gb/s}
    supplies: {count: 6, rating: 3.3 kW, needed: 4}
    mass: 130.45 kg
    inlet: {min: 5 °C, max: 30 °C, source: "estimate: narrower at the top than ASHRAE A2, https://flashgenius.net/guides/data-center-power-amp-cooling-for-ai-ncp-aii-guide"}
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
    gpu-power: {value: 400 W, source: "published: https://flashgenius.net/guides/data-center-power-amp-cooling-for-ai-ncp-aii-guide"}
    gpu-cap: {min: 100 W, max: 400 W, source: "estimate: no page was found"}
    gpu-memory: 80 GB              # also built with 40 GB
    sockets: 2
    cores: 128
    numa:                          # of eight domains the four that own GPUs
      value:
        - {gpus: 2, nics: 2, cores: 16}
        - {gpus: 2, nics: 2, cores: 16}
        - {gpus: 2, nics: 2, cores: 16}
        - {gpus: 2, nics: 2, cores: 16}
      source: "estimate: pairs on the domains that own a GPU each in a node of four, https://upb-pc2.atlassian.net/wiki/spaces/PC2DOK/pages/1900609/NVIDIA+A100+40GB+with+NVLINK"
    nics: {count: 8, speed: 200 Gb/s}
    supplies: {count: 6, rating: 3 kW, needed: 3, source: "published: six of 3 kW, half of them redundant, https://pcnews.ru/news/vycislitelnaa_sistema_nvidia_dgx_a100_ampere_osnasaetsa_sestu_blokami_pitania_po_3_kvt-985106.html"}
    mass: {value: 123 kg, source: "published: https://geektopia.es/es/technology/2020/05/14/noticias/nvidia-anuncia-el-servidor-dgx-a100-ocho-tesla-a100-desde-200-000-dolares.html"}
    inlet: {min: 5 °C, max: 30 °C, source: "estimate: narrower at the top than ASHRAE A2, https://flashgenius.net/guides/data-center-power-amp-cooling-for-ai-ncp-aii-guide"}
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
    gpu-power: {value: 1 kW, source: "published: NVIDIA Blackwell technical brief, table 3"}
    gpu-cap: {min: 200 W, max: 1 kW, source: "estimate: the floor of dgx-h100"}
    gpu-memory: 180 GB
    sockets: 2
    cores: 112
    numa: {domains: 2, source: "estimate: as dgx-h100, the same family"}
    nics: {count: 8, speed: 400 Gb/s}
    supplies: {count: 6, rating: 3.3 kW, needed: 5}
    mass: 142.4 kg
    inlet: {min: 5 °C, max: 30 °C, source: "estimate: narrower at the top than ASHRAE A2, https://flashgenius.net/guides/data-center-power-amp-cooling-for-ai-ncp-aii-guide"}
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
    gpu-power: {value: 1.1 kW, source: "published: NVIDIA Blackwell technical brief, table 3; 1.4 kW is the figure of GB300"}
    gpu-memory: {value: 288 GB, source: "derived: 2.3 TB over eight, https://aiwiki.ai/wiki/nvidia_dgx_b300"}
    sockets: {value: 2, source: "published: https://aiwiki.ai/wiki/nvidia_dgx_b300"}
    cores: {value: 128, source: "estimate: two of 64"}
    numa: {domains: 2, source: "estimate: as dgx-h100, the same family"}
    nics: {count: 8, speed: 800 Gb/s}
    supplies: {count: 12, rating: 3.2 kW, needed: 6}
    mass: 168 kg                   # with supplies; 123 kg on a busbar
    inlet: {min: 5 °C, max: 30 °C, source: "estimate: narrower at the top than ASHRAE A2, https://flashgenius.net/guides/data-center-power-amp-cooling-for-ai-ncp-aii-guide"}
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
    gpu-power: {value: 1.2 kW, source: "published: https://newsletter.semianalysis.com/p/gb200-hardware-architecture-and-component"}
    gpu-memory: {value: 186 GB, source: "published: 186-192 GB, a survey of power chains that cites NVIDIA"}
    sockets: {value: 2, source: "published: https://docs.nvidia.com/dgx/dgxgb200-user-guide/hardware.html"}
    cores: {value: 144, source: "derived: two CPUs of 72 cores, https://aiwiki.ai/wiki/nvidia_gh200"}
    numa: {domains: 2, source: "derived: a superchip is one CPU and two GPUs, https://docs.nvidia.com/dgx/dgxgb200-user-guide/hardware.html"}
    nics: {count: 4, speed: 400 Gb/s, source: "published: https://docs.nvidia.com/dgx/dgxgb200-user-guide/hardware.html"}
    supplies: {count: 8, rating: 33 kW, needed: 4, nodes: 18, source: "derived: eight shelves of 33 kW at most, half of them on each feed, by a survey of power chains"}
    mass: {value: 1360 kg / 18, source: "published: https://sg.news.yahoo.com/nvidias-exaflop-supercomputer-rack-looks-142212690.html"}
    water-inlet: {min: 2 °C, max: 45 °C, source: "published: class W45, by a survey of vendors' sheets"}
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
    gpu-power: {value: 1.4 kW, source: "published: NVIDIA Blackwell technical brief, table 3"}
    gpu-memory: {value: 288 GB, source: "published: https://www.serversimply.com/blog/inside-supermicro-gb300-nvl72"}
    sockets: {value: 2, source: "derived: 36 CPUs in 18 trays"}
    cores: {value: 144, source: "derived: two CPUs of 72 cores, https://aiwiki.ai/wiki/nvidia_gh200"}
    numa: {domains: 2, source: "derived: a superchip is one CPU and two GPUs"}
    nics: {count: 4, speed: 800 Gb/s, source: "published: https://www.serversimply.com/blog/inside-supermicro-gb300-nvl72"}
    supplies: {count: 8, rating: 33 kW, needed: 5, nodes: 18, source: "derived: 135 kW over shelves of 33 kW, https://www.serversimply.com/blog/inside-supermicro-gb300-nvl72"}
    mass: {value: 1360 kg / 18, source: "published: https://introl.com/blog/why-nvidia-gb300-nvl72-blackwell-ultra-matters"}
    water-inlet: {min: 2 °C, max: 45 °C, source: "published: class W45, by a survey of vendors' sheets"}
    source: "published: Lenovo Press LP2357, GB300 NVL72: 135 kW, 90 % to liquid"
  vr-nvl72:                        # Vera Rubin, 72 packages; one compute tray
    gpu: Rubin
    gpus: 4
    nvlink-domain: 72
    nameplate: 227 kW / 18         # Max-P; NVIDIA also writes 136 kW of the same rack
    sustained-peak: {value: 227 kW / 18, source: "estimate: one synchronous job runs a rack at its rating"}
    average: {value: 206 kW / 18, source: "estimate: the share of the rating that gb200-nvl72 has, 120 of 132"}
    idle: {value: 35 kW / 18, source: "estimate: 15 % of the rating"}
    liquid: {value: 97 %, source: "estimate: announced as wholly liquid-cooled; optics and power shelves leave a rest"}
    height: {value: 1 U, source: "estimate: as gb200-nvl72"}
    gpu-power: {value: 1.8 kW, source: "published: not confirmed by NVIDIA, https://www.wemedia.it/news/il_sistema_di_raffreddamento_di_nvidia_nvl72_costa_50_000-11481.html"}
    gpu-memory: {value: 288 GB, source: "published: https://regantih.github.io/reports-lab/sand-to-superintelligence/chapters/14-nvl72.html"}
    sockets: {value: 2, source: "derived: 36 CPUs in 18 trays, https://regantih.github.io/reports-lab/sand-to-superintelligence/chapters/14-nvl72.html"}
    numa: {domains: 2, source: "estimate: as gb200-nvl72"}
    nics: {count: 4, speed: 1.6 Tb/s, source: "estimate: the class of ConnectX-9"}
    mass: {value: 1800 kg / 18, source: "estimate: no page of the vendor was found"}
    water-inlet: {min: 2 °C, max: 45 °C, source: "published: 45 °C of supply, https://regantih.github.io/reports-lab/sand-to-superintelligence/chapters/14-nvl72.html"}
    source: "published: NVIDIA's documentation of MaxLPS, https://docs.nvidia.com/datacenter/dps/versions/0.8/guides/runbooks/maxlps-simple-mode-pilot/"
  hgx-h100-air:                    # an 8 U server of an OEM
    gpu: H100
    gpus: 8
    nvlink-domain: 8
    nameplate: 10.5 kW
    sustained-peak: {value: 8.6 kW, source: "estimate: 0.82 × 10.5 kW, the share that dgx-h100 reaches"}
    average: {value: 8.0 kW, source: "estimate: 0.76 × 10.5 kW"}
    idle: {value: 2.0 kW, source: "estimate: as dgx-h100"}
    liquid: 0 %
    height: 8 U
    gpu-power: {value: 700 W, source: "published: https://ziash.github.io/nvidia-nca-aiio-study-guide/02-ai-infrastructure/03-power-and-cooling/"}
    gpu-cap: {min: 200 W, max: 700 W, source: "published: the limits that the board accepts, https://www.easymanua.ls/nvidia/dgx-b200/manual?p=61"}
    gpu-memory: {value: 80 GB, source: "published: https://docs.nvidia.com/dgx/dgxh100-user-guide/introduction-to-dgxh100.html"}
    sockets: {value: 2, source: "estimate: as dgx-h100"}
    numa: {domains: 2, source: "estimate: as dgx-h100"}
    nics: {count: 8, speed: 400 Gb/s, source: "estimate: as dgx-h100"}
    source: "published: by a reseller, https://servnetuk.com/insights/ai-server-cooling-air-vs-liquid-2026"
  hgx-h200-air:
    gpu: H200
    gpus: 8
    nvlink-domain: 8
    nameplate: 10.5 kW
    sustained-peak: {value: 8.6 kW, source: "estimate: 0.82 × 10.5 kW, the share that dgx-h100 reaches"}
    average: {value: 8.0 kW, source: "estimate: 0.76 × 10.5 kW"}
    idle: {value: 2.0 kW, source: "estimate: as dgx-h100"}
    liquid: 0 %
    height: 8 U
    gpu-power: {value: 700 W, source: "published: https://huggingface.co/hardware/h200"}
    gpu-cap: {min: 200 W, max: 700 W, source: "published: the limits that the board accepts, https://www.easymanua.ls/nvidia/dgx-b200/manual?p=61"}
    gpu-memory: {value: 141 GB, source: "published: https://docs.nvidia.com/dgx/dgxh100-user-guide/introduction-to-dgxh100.html"}
    sockets: {value: 2, source: "estimate: as dgx-h100"}
    numa: {domains: 2, source: "estimate: as dgx-h100"}
    nics: {count: 8, speed: 400 Gb/s, source: "estimate: as dgx-h100"}
    source: "published: by a reseller, https://servnetuk.com/insights/ai-server-cooling-air-vs-liquid-2026"
  l40s-8:                          # a server of eight PCIe cards, without NVLink
    gpu: L40S
    gpus: 8
    nvlink-domain: 1
    nameplate: 4.5 kW              # 8 × 350 W + 2 × 350 W for CPUs + 1 kW for the rest
    sustained-peak: 3.7 kW         # 0.82 of it
    average: 3.4 kW                # 0.76 of it
    idle: 0.9 kW                   # in proportion to dgx-h100
    liquid: 0 %
    height: 4 U
    gpu-power: {value: 350 W, source: "published: https://ziash.github.io/nvidia-nca-aiio-study-guide/02-ai-infrastructure/03-power-and-cooling/"}
    gpu-memory: 48 GB
    sockets: 2
    numa: {domains: 2}
    source: "estimate: what such a server adds up to; no sheet was found"
  rtx-pro-6000-8:                  # RTX PRO 6000 Blackwell Server Edition, eight PCIe cards, without NVLink
    gpu: RTX-PRO-6000
    gpus: 8
    nvlink-domain: 1
    nameplate: 6.5 kW              # 8 × 600 W + 2 × 350 W for CPUs + 1 kW for the rest
    sustained-peak: 5.3 kW         # 0.82 of it
    average: 4.9 kW                # 0.76 of it
    idle: 1.3 kW                   # in proportion to dgx-h100
    liquid: 0 %
    height: 4 U
    gpu-power: {value: 600 W, source: "published: https://gpu.name/posts/nvidia-unveils-rtx-pro-6000-blackwell-gpu-with-24-064-cores-and-96gb-memory"}
    gpu-memory: {value: 96 GB, source: "published: https://gpu.name/posts/nvidia-unveils-rtx-pro-6000-blackwell-gpu-with-24-064-cores-and-96gb-memory"}
    sockets: 2
    numa: {domains: 2}
    source: "estimate: what such a server adds up to; no sheet was found"
  gh200:                           # one module of CPU and GPU, up to 1 kW together
    gpu: GH200
    gpus: 1
    nvlink-domain: 1
    nameplate: 1 kW
    sustained-peak: {value: 820 W, source: "estimate: 0.82 × 1 kW, the share that dgx-h100 reaches"}
    average: {value: 760 W, source: "estimate: 0.76 × 1 kW"}
    idle: {value: 200 W, source: "estimate: in proportion to dgx-h100"}
    liquid: 0 %
    height: 1 U
    gpu-memory: {value: 96 GB, source: "published: also built with 144 GB, https://aiwiki.ai/wiki/nvidia_gh200"}
    sockets: {value: 1, source: "published: https://aiwiki.ai/wiki/nvidia_gh200"}
    cores: {value: 72, source: "published: https://aiwiki.ai/wiki/nvidia_gh200"}
    source: "published: about 1 kW a rack unit cooled by air, https://www.theregister.com/2023/12/26/thermal_management_is_changing/"

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
