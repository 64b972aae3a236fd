"""A draft as the YAML file of an entry: it validates as it stands, and its comments say what comes where."""

import json

from vlmcat.queries.draft import Draft
from vlmcat.records import TO_BE_WRITTEN


def render(draft: Draft) -> str:
    """Return the commented file. What somebody has to find out is marked, and `vlmcat validate` warns of it."""
    family = f"family: {_quoted(draft.family)}" if draft.family else "# family: the line of models it belongs to"
    bases = ", ".join(draft.relatives[:3]) or "another-id"
    return f"""\
# yaml-language-server: $schema=../schema.json
# Only what a source says; what nobody has read is left out. A whole entry to look at is architectures/llava-1.5.yaml
# in the folder that `vlmcat paths` calls bundled.
name: {_quoted(draft.name)}
title: {_quoted(f"{TO_BE_WRITTEN} the title of the work on {draft.name}")}
# aliases: [other names that lead here]
{family}
# based_on: [{bases}]  # ids of what it builds on
released: {draft.added}  # first public date of weights or paper, whichever came first
# organizations: [Name of One]
# authors:
#   - Family, Given
summary: "{TO_BE_WRITTEN} one line of 20 to 120 characters: what it is, and what is its own"
overview: >-
  {TO_BE_WRITTEN} the mechanism: what goes in, what happens to the image, where it meets the text.
# parameters: {{total: 7B}}  # the largest model of the work
# vision_encoders:  # `vlmcat encoders` lists the ids
#   - {{id: clip-vit-l-14-336, training: frozen, detail: "which layer is read"}}
# connectors:  # `vlmcat glossary` lists the types
#   - {{type: mlp, name: two-layer MLP, detail: "input, output and size"}}
# language_models:  # `vlmcat llms` lists the ids
#   - {{id: vicuna-7b-v1.5}}
# image_input: {{strategy: fixed-resolution, resolution: 336, tokens_per_image: 576, detail: "resizing, cutting"}}
fusion:  # `vlmcat glossary` lists the methods
  methods: [projected-tokens]
# alignment: {{techniques: [visual-instruction-tuning], detail: "what is done"}}
# training:
#   methods: the recipe in a few sentences
#   stages:
#     - name: what its authors call it
#       objective: [next-token-prediction]
#       trains: [connector]
#       freezes: [vision-encoder, language-model]
#       datasets: [lcs-558k]
# datasets:  # `vlmcat datasets` lists the ids
#   - {{id: lcs-558k, used_for: alignment, purpose: "what it brings to this model"}}
# tasks: [visual-question-answering]
# modalities: {{input: [image, text], output: [text]}}
# licenses: {{code: Apache-2.0, weights: Apache-2.0}}
# checkpoints:
#   - {{name: the name people use, hub_id: owner/name, parameters: 7B, language_model: vicuna-7b-v1.5}}
# links: {{paper: "https://arxiv.org/abs/...", code: "https://github.com/..."}}
# undisclosed:
#   datasets: what the authors keep to themselves, and a word why
inferred:  # what is read off something indirect, and the basis; take these two out when a source says it
  released: "{TO_BE_WRITTEN} the day of this draft"
  fusion.methods: "{TO_BE_WRITTEN} the commonest method"
sources:
  - id: paper
    kind: paper  # or report, repository, model-card, config, documentation, blog, list
    url: https://example.org/
    title: "{TO_BE_WRITTEN} what was read, as a reader would look for it"
    supports: [released, fusion]  # the fields that it gives; each filled field needs a source
added: {draft.added}
# verified: the day on which somebody else held the entry against its sources
"""


def _quoted(text: str) -> str:
    """Return text in quotes as JSON has them, which YAML reads too, so that no name is taken for a number."""
    return json.dumps(text, ensure_ascii=False)
