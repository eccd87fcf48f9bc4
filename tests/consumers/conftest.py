"""A tiny model and a tokenizer, made on the spot: nothing is fetched.

Warnings are errors in this project's tests. Those of the trainers are not ours to put right, and here they are ignored.
"""

from __future__ import annotations

import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from export.shape_rows import ALL
from export.written_folder import opened

from cda import Rewriter
from cda.run.augment import augment_files
from cda.run.job import AugmentJob

os.environ.setdefault("HF_HUB_OFFLINE", "1")

TEMPLATE = """\
{%- if tools %}<|tools|>{{ tools | tojson }}{{ eos_token }}{% endif -%}
{%- for message in messages -%}
<|{{ message.role }}|>
{%- if 'tool_calls' in message -%}
{%- if message.tool_calls | length < 1 %}{{ raise_exception('no call') }}{% endif -%}
{%- for call in message.tool_calls -%}
{{ call.function.name }}
{%- for name, value in call.function.arguments.items() %} {{ name }}={{ value | tojson }}{% endfor -%}
{%- endfor -%}
{%- else -%}
{{ message.content }}
{%- endif -%}
{{ eos_token }}
{%- endfor -%}
{%- if add_generation_prompt -%}<|assistant|>{%- endif -%}
"""
"""As strict as those of real models: a message that has the key ``tool_calls`` calls something, with an object."""


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.filterwarnings("ignore"))


@pytest.fixture(scope="session")
def tokenizer():
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers  # noqa: PLC0415 - only if it is there
    from transformers import PreTrainedTokenizerFast  # noqa: PLC0415

    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=400, special_tokens=["<pad>", "<eos>"], initial_alphabet=alphabet)
    said = [text for rows in ALL.values() for texts in rows.said for text in texts]
    made.train_from_iterator(said, trainer)
    ends = {"pad_token": "<pad>", "eos_token": "<eos>"}
    return PreTrainedTokenizerFast(tokenizer_object=made, chat_template=TEMPLATE, **ends)


@pytest.fixture
def model(tokenizer):
    from transformers import GPT2Config, GPT2LMHeadModel, set_seed  # noqa: PLC0415

    set_seed(0)
    size = {"vocab_size": len(tokenizer), "n_positions": 512, "n_embd": 32, "n_layer": 2, "n_head": 2}
    end = tokenizer.eos_token_id
    config = GPT2Config(**size, bos_token_id=end, eos_token_id=end, pad_token_id=tokenizer.pad_token_id)
    return GPT2LMHeadModel(config)


@pytest.fixture
def exported(tmp_path):
    """Augment rows into a format and open the folder again, as somebody does who trains on it."""

    def export(name, way):
        rows = ALL[way]
        source = tmp_path / "in.parquet"
        pq.write_table(pa.Table.from_batches([rows.batch]), source)
        fields = (rows.text_column,) if rows.text_column else ()
        job = AugmentJob((str(source),), str(tmp_path / "out"), fields, format=name)
        augment_files(job, Rewriter(names="swap", guards="hold"))
        return opened(tmp_path / "out", tmp_path / "cache")

    return export


@pytest.fixture
def arguments(tmp_path):
    """Two steps on the CPU, and nothing reported or kept."""
    return {
        "output_dir": str(tmp_path / "run"),
        "max_steps": 2,
        "per_device_train_batch_size": 2,
        "learning_rate": 1e-3,
        "use_cpu": True,
        "bf16": False,
        "save_strategy": "no",
        "report_to": "none",
        "disable_tqdm": True,
        "dataloader_pin_memory": False,
        "seed": 0,
    }
