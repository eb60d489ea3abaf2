"""The questions that people ask of their customers, each with the findings and actions that answer it: written out."""

from __future__ import annotations

from dataclasses import dataclass

SHOWN_FIRST = 3  # actions where a question asks for the plan as a whole


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    `words`: other words people ask it by, lower case; `page`: where the evidence stands; `findings`: codes, or with a dot
    at the end their beginnings, `actions`: codes, both in the order in which they answer. `needs`: parts of the analysis (as in
    `Analysis.unavailable`) without which there is no answer; `otherwise`: what is said where nothing was found.
    `deeds_first`: the list is the answer, the findings are its reason. `first`: so many actions of the plan where none
    of `actions` is in it. `shaky`: whatever does not hold when the line moves belongs to the answer.
    """

    key: str
    text: str
    words: tuple[str, ...]
    page: str
    findings: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    otherwise: str = ""
    deeds_first: bool = False
    shaky: bool = False
    first: int = 0


QUESTIONS: tuple[Question, ...] = (
    Question(
        "keep", "谁最值得维护？", ("维护", "最重要", "最有价值", "大客户", "vip", "核心客户", "服务谁"), "actions",
        ("tiers.where", "rfm.types"), ("vip_service", "churn", "credit_incentive"), ("tier",),
        "没有一份名单同时满足等级与消费的条件；高价值客户的全部名单见「画像」与「行动计划」。", deeds_first=True,
    ),
    Question(
        "leaving", "谁快要流失？", ("流失", "沉默", "不来", "离开", "跑", "唤回", "挽回", "没消费", "睡眠", "休眠"), "time",
        ("stages.", "recency.", "rfm.away", "periods.lost"), ("churn", "winback", "fallen"), ("lifecycle", "last_order", "rfm"),
        "按每位客户自己的消费节奏，没有查出逾期或久未消费的高价值客户。",
    ),
    Question(
        "tiers", "会员等级合理吗？", ("等级", "级别", "会员", "升级", "定级", "该升未升", "钻石", "黄金"), "tier",
        ("tiers.contrary", "tiers.low", "tiers.top", "tiers.order", "tiers.alike", "tiers.where", "tiers.source"),
        ("tier_upgrade", "tier_care"), ("tier",), "等级与消费没有查出对不上的地方。",
    ),
    Question(
        "credit", "信用风险在哪？", ("信用", "风险", "评级", "逾期", "赊账", "授信", "坏账"), "credit",
        ("credit.poor", "credit.conflict", "credit.good", "credit.levels", "credit.alike", "credit.coverage", "credit.unjudged"),
        ("credit_review", "credit_incentive"), ("credit",), "没有查出价值高而信用差的客户。",
    ),
    Question(
        "marks", "高价值客户有什么特征？", ("特征", "特点", "画像", "长什么样", "区别", "不同", "共同点", "是谁"), "profile",
        ("profile.marks", "tags.higher", "portrait.numbers", "cross.combinations", "absent.everything", "sample.small"), (),
        ("breakdowns",), "数据里没有可以拿来对比的维度，说不出他们与其他客户有什么不同。",
    ),
    Question(
        "near", "哪些客户再推一把就达标？", ("达标", "差一点", "临近", "潜力", "高潜", "推一把", "快到", "门槛附近"), "actions",
        ("rule.near",), ("near_line",), (), "没有客户的金额在门槛的八成以上而未达门槛。",
    ),
    Question(
        "money", "钱集中在谁手里？", ("集中", "二八", "贡献", "占多少", "收入", "营收", "基尼", "大头"), "overview",
        ("concentration.", "rfm.types", "clv."), (), ("concentration",), "没有正的金额，谈不上集中。",
    ),
    Question(
        "tags", "标签有用吗？", ("标签", "打标", "圈人"), "tags",
        ("tags.higher", "tags.contrary", "tags.lower", "tags.slight", "tags.common", "tags.bare", "together.tags"), ("tags.pair",),
        ("tags",), "没有哪个标签能把两类客户分开，也没有查出名不副实的标签。",
    ),
    Question(
        "voice", "谁能带来口碑？", ("口碑", "意见领袖", "kol", "达人", "推荐", "影响力", "分享", "裂变"), "tags",
        ("tags.leaders",), ("leaders",), ("tags",), "标签里没有意见领袖、达人一类的说法，认不出谁有影响力。",
    ),
    Question(
        "metrics", "看哪项指标最能认出高价值客户？", ("指标", "关键", "预测", "认出", "识别", "模型"), "metrics",
        ("key_metrics.", "portrait.numbers"), (), ("key_metrics",), "没有哪项指标超出偶然地标出高价值客户。",
    ),
    Question(
        "together", "哪些特征放在一起更突出？", ("组合", "交叉", "一起", "叠加", "同时"), "cross",
        ("cross.", "together."), ("tags.pair",), ("crosses",), "没有查出放在一起更突出的组合。",
    ),
    Question(
        "line", "门槛定得合适吗？", ("门槛", "定义", "口径", "标准", "5000", "合适"), "rule",
        ("rule.unusual", "profile.who", "rule.on_the_line", "rule.near"), (), (), "门槛标出的客户不多也不少。",
    ),
    Question(
        "change", "和上期比变了什么？", ("上期", "上一期", "上月", "去年", "环比", "同比", "变化", "对比", "变了"), "periods",
        ("periods.",), ("fallen",), ("periods",), "还没有上一期。在「两期对比」页上传上一期的快照或数据，就能比较。",
    ),
    Question(
        "outcomes", "上次的行动有没有用？", ("效果", "有没有用", "上次", "对照组", "成效", "复盘"), "periods",
        ("outcomes.",), (), (), "还没有上一期的行动计划可以对照。把本期的行动计划存成文件，下一期一起上传，就能看出效果。",
    ),
    Question(
        "future", "谁将来还会花得多？", ("将来", "未来", "终身价值", "clv", "ltv", "预计", "长期"), "time",
        ("clv.",), (), ("clv",), "没有推算终身价值，说不出将来。",
    ),
    Question(
        "data", "数据可靠吗？", ("数据", "可靠", "可信", "准确", "质量", "缺失", "没用上", "丢了"), "health",
        ("quality.", "missing.", "sample.small", "unavailable."), (), (), "读到的行全部参与了分析，没有要核对的地方。",
    ),
    Question(
        "doubt", "哪些结论不能轻信？", ("轻信", "假象", "混淆", "因果", "稳健", "反转", "靠谱"), "overview",
        ("confounded.", "rule.unusual", "sample.small", "missing.", "tiers.source", "dimension.same_source"), (), (),
        "没有查出换一个维度分开看就反转的差别；所有差别仍只是并存，不是因果。", shaky=True,
    ),
    Question(
        "same", "哪些地方没有差别？", ("没有差别", "没区别", "一样", "无关", "没用"), "dimension",
        ("absent.", "tags.common", "tiers.alike", "credit.alike"), (), ("breakdowns",), "凡是比较过的维度，都查出了差别。",
    ),
    Question(
        "first", "先做哪件事？", ("先做", "下一步", "怎么办", "建议", "行动", "优先", "做什么", "周一"), "actions",
        (), (), (), "按现在的定义，没有一项行动找得到对应的客户。", deeds_first=True, first=SHOWN_FIRST,
    ),
)  # fmt: skip
