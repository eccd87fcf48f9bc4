"""TRL trains on what is exported: two steps of each trainer, on the folder as it is written."""

from __future__ import annotations

from copy import deepcopy
from importlib.util import find_spec

import pytest

pytestmark = pytest.mark.skipif(find_spec("trl") is None, reason="TRL is not there: make test-formats installs it")


def changed(model, before):
    return any(not tensor.equal(before[name]) for name, tensor in model.state_dict().items())


def weights(model):
    return {name: tensor.clone() for name, tensor in model.state_dict().items()}


@pytest.mark.parametrize(
    "way",
    [
        "text",
        "chat",
        "calling-chat",
        "calling-sharegpt",
        "completion",
        "completion-messages",
        "completion-told",
        "alpaca-told",
    ],
)
def test_sft_trains(way, exported, model, tokenizer, arguments):
    from trl import SFTConfig, SFTTrainer  # noqa: PLC0415 - only if it is there

    before = weights(model)
    config = SFTConfig(**arguments, max_length=256)
    trainer = SFTTrainer(model, config, train_dataset=exported("trl-sft", way), processing_class=tokenizer)
    assert trainer.train().global_step == 2
    assert changed(model, before)


def test_sft_sees_functions_and_what_they_are_called_with(exported, model, tokenizer, arguments):
    from trl import SFTConfig, SFTTrainer  # noqa: PLC0415

    config = SFTConfig(**arguments, max_length=None)
    trainer = SFTTrainer(model, config, train_dataset=exported("trl-sft", "calling-chat"), processing_class=tokenizer)
    seen = tokenizer.decode(trainer.train_dataset[0]["input_ids"])
    assert seen.startswith('<|tools|>[{"type": "function", "function": {"name": "look_up"')
    assert 'look_up who="Zoë \\"Z.\\" O\'Hara" also=[1, 2.5, null, {"deep": true}]<eos>' in seen
    assert '<|tool|>{"job": "pilot"}<eos><|assistant|>She is a pilot.<eos>' in seen


@pytest.mark.parametrize("way", ["preference", "transcript", "preference-messages", "ranked-sharegpt", "orca"])
def test_dpo_trains(way, exported, model, tokenizer, arguments):
    from trl import DPOConfig, DPOTrainer  # noqa: PLC0415

    before, reference = weights(model), deepcopy(model)
    trainer = DPOTrainer(
        model,
        reference,  # without one, the trainer looks for the model by its name
        DPOConfig(**arguments, max_length=256),
        train_dataset=exported("trl-dpo", way),
        processing_class=tokenizer,
    )
    assert trainer.train().global_step == 2
    assert changed(model, before)


def test_dpo_sees_prompt_and_answers_apart(exported, model, tokenizer, arguments):
    from trl import DPOConfig, DPOTrainer  # noqa: PLC0415

    trainer = DPOTrainer(
        model,
        deepcopy(model),
        DPOConfig(**arguments),
        train_dataset=exported("trl-dpo", "transcript"),
        processing_class=tokenizer,
    )
    row, *_ = trainer.train_dataset
    assert tokenizer.decode(row["prompt_ids"]).endswith("Human: Who is she?\n\nAssistant:")
    assert tokenizer.decode(row["rejected_ids"]) == " Hell if I know.<eos>"


@pytest.mark.parametrize("way", ["rated", "rated-messages", "preference", "preference-messages"])
def test_kto_trains(way, exported, model, tokenizer, arguments):
    from trl import KTOConfig, KTOTrainer  # noqa: PLC0415

    before, reference = weights(model), deepcopy(model)
    trainer = KTOTrainer(
        model,
        reference,
        KTOConfig(**arguments, max_length=256),
        train_dataset=exported("trl-kto", way),
        processing_class=tokenizer,
    )
    assert trainer.train().global_step == 2
    assert changed(model, before)
