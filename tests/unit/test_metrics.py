"""What is known of metrics."""

from __future__ import annotations

import pytest

from mkdocs_modelcards.catalog.metrics import Metric, metric


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ("accuracy Accuracy acc eval_accuracy acc,none", Metric("accuracy", "Accuracy", "higher", "share")),
        ("f1 F1-Score f1_score F1", Metric("f1", "F1", "higher", "share")),
        ("f1_macro macro_f1 macro-avg-f1 Macro_F1", Metric("f1_macro", "F1 (macro)", "higher", "share")),
        ("rougeL rouge-l rouge_L", Metric("rougel", "ROUGE-L", "higher", "share")),
        ("rougeLsum", Metric("rougelsum", "ROUGE-Lsum", "higher", "share")),
        ("ndcg_at_10 nDCG@10", Metric("ndcg@10", "nDCG@10", "higher", "share")),
        ("recall_at_k Recall@k", Metric("recall@k", "Recall@k", "higher", "share")),
        ("pass@1", Metric("pass@1", "pass@1", "higher", "share")),
        ("mAP@0.5 map50", Metric("map50", "mAP50", "higher", "share")),
        (
            "cosine_spearman cos_sim_spearman",
            Metric("spearmanr_cosine", "Spearman correlation (cosine)", "higher", "correlation"),
        ),
        ("wer WER word_error_rate", Metric("wer", "WER", "lower", "rate")),
        ("test_wer", Metric("wer_test", "WER (test)", "lower", "rate")),
        ("perplexity ppl", Metric("perplexity", "Perplexity", "lower", "open")),
        ("loss eval_loss", Metric("loss", "Loss", "lower", "open")),
        ("psnr", Metric("psnr", "PSNR", "higher", "open")),
        ("fid FID", Metric("fid", "FID", "lower", "open")),
    ],
)
def test_spellings_of_known_metrics(kinds: str, expected: Metric) -> None:
    assert {metric(kind) for kind in kinds.split()} == {expected}


@pytest.mark.parametrize("kind", "gen_len my-score acc_std accuracy_top5 default".split())
def test_of_others_nothing_is_assumed(kind: str) -> None:
    found = metric(kind)
    assert (found.name, found.direction, found.scale) == (kind, "unknown", "unknown")


def test_a_known_last_word_tells_what_is_better() -> None:
    kind = "inst_level_strict_acc and prompt_level_strict_acc"
    found = metric(kind)
    assert (found.name, found.direction, found.scale) == (kind, "higher", "share")
    assert metric("max_train_loss").direction == "lower"


@pytest.mark.parametrize(
    ("kind", "name", "key"),
    [
        ("rouge", "ROUGE-1", "rouge1"),
        ("rouge", "Something", "rouge"),
        ("precision", "Precision Micro", "precision_micro"),
        ("f1", "Macro F1", "f1_macro"),
        ("f1_macro", "Macro F1", "f1_macro"),
        ("f1", "Test F1", "f1"),
        ("wer", "Accuracy", "wer"),
    ],
)
def test_names_tell_what_types_leave_open(kind: str, name: str, key: str) -> None:
    assert metric(kind, name).key == key


def test_filters_of_one_metric_are_different_metrics() -> None:
    assert metric("exact_match,strict-match").key != metric("exact_match,flexible-extract").key


def test_only_bounded_scores_have_bars() -> None:
    kinds = "accuracy f1 bleu wer perplexity loss pearsonr psnr unheard_of".split()
    assert {kind for kind in kinds if metric(kind).has_bars} == {"accuracy", "f1", "bleu"}


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("my\u202escore", "myscore"),
        (" my\nscore\ue000 ", "my score"),
        ("f1\u202e", "F1"),
        ("x" * 1_000, "x" * 79 + "…"),
        ("\u202e" * 1_000, "?"),
        ("\u202e", "?"),
    ],
)
def test_a_name_is_one_line_that_turns_nothing(kind: str, name: str) -> None:
    assert metric(kind).name == name


def test_a_long_type_names_no_metric() -> None:
    assert metric("x" * 100_000 + "_accuracy").direction == "unknown"
    assert metric("f1", "x" * 100_000).key == "f1"
