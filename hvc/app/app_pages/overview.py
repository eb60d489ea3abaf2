"""总览: who the high-value customers are, what they bring, what stands out, what to do next, and what the numbers rest on."""

from hvc.app import guide, steps, summary

analysis = guide.need_analysis()
summary.show(analysis, steps.findings(analysis), steps.actions(analysis))
