// Made by Tools/embed-catalogue from Topologies/catalog. Change the files there, not this one.
// swift-format-ignore-file

extension Catalogue {
  /// The files of Topologies/catalog, by name.
  static let embeddedFiles: [(name: String, text: String)] = [
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
