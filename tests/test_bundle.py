"""The catalog that vlmcat comes with is sound, and holds what was promised."""

from pathlib import Path

import pytest

from vlmcat.catalog import Catalog, references
from vlmcat.facts import not_applicable
from vlmcat.loading.files import REGISTRIES, bundled_folder
from vlmcat.loading.fixes import fixes
from vlmcat.loading.folders import read_folders
from vlmcat.output.drawing import draw
from vlmcat.output.wrapping import cells
from vlmcat.queries.coverage import state
from vlmcat.queries.diagram import diagram
from vlmcat.queries.glossary import terms_called
from vlmcat.queries.page import page
from vlmcat.records import Architecture, Vocabulary

STUDENTS_WORDS = """\
token visual-token tokenizer patch transformer embedding feature attention self-attention cross-attention logits
softmax position-encoding RoPE CLS encoder decoder backbone CNN ViT VLM MLLM LLM MLP LoRA SSM MoE weights checkpoint
autoregressive context-length KV-cache loss pretraining fine-tuning SFT RLHF DPO instruction-tuning frozen zero-shot
few-shot hallucination
"""
ENTRIES = sorted((bundled_folder() / "architectures").glob("*.yaml"))

NAMES = """\
aimv2: AIMv2: Multimodal Autoregressive Pre-training of Large Vision Encoders
apollo: Apollo: An Exploration of Video Understanding in Large Multimodal Models
aria: ARIA: An Open Multimodal Native Mixture-of-Experts Model
bakllava: BakLLaVA
blip: BLIP: Bootstrapping Language-Image Pre-training
bliva: BLIVA: A Simple Multimodal LLM for Better Handling of Text-rich Visual Questions
clip: CLIP: Contrastive Language-Image Pre-training
cogvlm: CogVLM: Visual Expert for Pretrained Language Models
cogvlm2: CogVLM2: Enhanced Vision-Language Models for Image and Video Understanding
convllava: ConvLLaVA: Hierarchical Backbones as Visual Encoder for Large Multimodal Models
cosmo: COSMO: COntrastive Streamlined MultimOdal Model with Interleaved Pre-Training
deepseek-vl: DeepSeek-VL: Towards Real-World Vision-Language Understanding
deepseek-vl2: DeepSeek-VL2: Mixture-of-Experts Vision-Language Models for Advanced Multimodal Understanding
eagle-2: Eagle 2: Building Post-Training Data Strategies from Scratch for Frontier Vision-Language Models
evev2: EVEv2: Improved Baselines for Encoder-Free Vision-Language Models
ferret: Ferret: Refer and Ground Anything Anywhere at Any Granularity
flamingo: Flamingo
frozen: FROZEN
glamm: GLaMM: Pixel Grounding Large Multimodal Model
idefics: IDEFICS
idefics2: Idefics2-8b
idefics2: Idefics2-8b-base
idefics2: Idefics2-8b-chatty
idefics3-8b: Idefics3-8B: Building and Better Understanding Vision-Language Models
inf-llava: INF-LLaVA: High-Resolution Image Perception for Multimodal Large Language Models
instructblip: InstructBLIP: Towards General-purpose Vision-Language Models with Instruction Tuning
internlm-xcomposer-2.5: InternLM-XComposer-2.5: A Versatile Large Vision Language Model Supporting \
Long-Contextual Input and Output
internvl-2.5: InternVL 2.5: Expanding Performance Boundaries of Open-Source Multimodal Models with Model, Data, \
and Test-Time Scaling
janus-pro: Janus-Pro: Unified Multimodal Understanding and Generation with Data and Model Scaling
kosmos-1: KOSMOS-1: Language Is Not All You Need: Aligning Perception with Language Models
kosmos-2: KOSMOS-2: Grounding Multimodal Large Language Models to the World
lavin: LaVIN: Cheap and Quick: Efficient Vision-Language Instruction Tuning for Large Language Models
llama-3.2-vision: Llama 3.2-Vision: Enhanced Multimodal Capabilities Built on Llama 3
llava: LLaVA
llava: LLaVA: Large Language and Vision Assistant - Visual Instruction Tuning
llava-1.5: LLaVA 1.5
llava-1.6: LLaVA 1.6
llava-1.6: LLaVA-v1.6-mistral-7B
llava-1.6: LLaVA-v1.6-vicuna-7B
llava-cot: LLaVA-CoT: Let Vision Language Models Reason Step-by-Step
llava-onevision: LLaVA-OneVision: Easy Visual Task Transfer
llava-plus: LLaVA-Plus: Learning to Use Tools for Creating Multimodal Agents
llm2clip: LLM2CLIP: Powerful Language Model Unlocks Richer Visual Representation
mantis: Mantis-8B-clip-llama3
mantis: Mantis-8B-siglip-llama3
mantis: MANTIS: Mastering Multi-Image Understanding Through Interleaved Instruction Tuning
maya: Maya: An Instruction Finetuned Multilingual Multimodal Model
minicpm-o-2.6: MiniCPM-o-2.6: A GPT-4o Level MLLM for Vision, Speech and Multimodal Live Streaming
minicpm-v: MiniCPM-V: A GPT-4V Level MLLM on Your Phone
minigpt-4: MiniGPT-4: Enhancing Vision-Language Understanding with Advanced Large Language Models
minigpt-v2: MiniGPT-v2: large language model as a unified interface for vision-language multi-task learning
minimax-01: MiniMax-01: Scaling Foundation Models with Lightning Attention
mobilevlm: MobileVLM: A Fast, Strong and Open Vision Language Assistant for Mobile Devices
moe-llava: MoE-LLaVA: Mixture of Experts for Large Vision-Language Models
moondream-next: Moondream-next: Compact Vision-Language Model with Enhanced Capabilities
mousi: MouSi: Poly-Visual-Expert Vision-Language Models
multiinstruct: MULTIINSTRUCT: Improving Multi-Modal Zero-Shot Learning via Instruction Tuning
nvlm: NVLM: Open Frontier-Class Multimodal LLMs
omg-llava: OMG-LLaVA: Bridging Image-level, Object-level, Pixel-level Reasoning and Understanding
omnivlm: OmniVLM: A Token-Compressed, Sub-Billion-Parameter Vision-Language Model for Efficient On-Device Inference
openflamingo: OpenFlamingo
openflamingo: OpenFlamingo: An Open-Source Framework for Training Large Autoregressive Vision-Language Models
otterhd: OtterHD: A High-Resolution Multi-modality Model
pali: PALI
pali: PaLI: A Jointly-Scaled Multilingual Language-Image Model
pali-3: PaLI-3 Vision Language Models: Smaller, Faster, Stronger
paligemma: PaliGemma
paligemma-2: PaliGemma 2
palm-e: PALM-E
parrot: Parrot: Multilingual Visual Instruction Tuning
phi-3-vision: Phi-3-vision-128k-instruct
pixtral-12b: Pixtral 12B: A Cutting-Edge Open Multimodal Language Model
qwen-vl: Qwen-VL
qwen-vl: Qwen-VL: A Versatile Vision-Language Model for Understanding, Localization, Text Reading, and Beyond
qwen2-vl: Qwen2-VL: A Powerful Open-Source Vision-Language Model for Image and Video Understanding
qwen2.5-vl: Qwen2.5-VL: Enhanced Vision-Language Capabilities in the Qwen Series
sa2va: Sa2VA: Marrying SAM2 with LLaVA for Dense Grounded Understanding of Images and Videos
smolvlm: SmolVLM: A Small, Efficient, and Open-Source Vision-Language Model
sphinx-x: SPHINX-X: Scaling Data and Parameters for a Family of Multi-modal Large Language Models
tarsier2: Tarsier2: Advancing Large Vision-Language Models from Detailed Video Description to Comprehensive \
Video Understanding
tinygpt-v: TinyGPT-V: Efficient Multimodal Large Language Model via Small Backbones
u-llava: u-LLaVA: Unifying Multi-Modal Tasks via Large Language Model
ui-tars: UI-TARS: Pioneering Automated GUI Interaction with Native Agents
videochat-flash: VideoChat-Flash: Hierarchical Compression for Long-Context Video Modeling
videollama-3: VideoLLaMA 3: Frontier Multimodal Foundation Models for Image and Video Understanding
vila2: VILA²: VILA Augmented VILA
vita: VITA: Towards Open-Source Interactive Omni Multimodal LLM
"""
"""Names under which lists and papers speak of an entry, after its id."""

CORE = (
    "title",
    "released",
    "organizations",
    "authors",
    "summary",
    "overview",
    "parameters",
    "vision_encoders",
    "connectors",
    "language_models",
    "image_input.strategy",
    "image_input.resolution",
    "image_input.tokens_per_image",
    "fusion",
    "alignment",
    "training.methods",
    "training.stages",
    "datasets",
    "tasks",
    "modalities",
    "licenses",
    "checkpoints",
    "links",
    "sources",
)
CORE_FLOORS = {"image_input.tokens_per_image": 0.95}
"""Shares below 97%: reports of which only the opening could be read hold the rest. Raise them, never lower them."""


@pytest.fixture(scope="module")
def bundle() -> Catalog:
    contents, problems = read_folders([bundled_folder()])
    assert [str(problem) for problem in problems] == []
    return Catalog(contents)


@pytest.mark.parametrize("path", ENTRIES, ids=lambda path: path.stem)
def test_an_entry_starts_with_the_line_that_makes_editors_use_the_schema(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=../schema.json\n")


@pytest.mark.parametrize("path", ENTRIES, ids=lambda path: path.stem)
def test_lines_fit_an_editor(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if len(line) > 120 and "http" not in line] == []


@pytest.mark.parametrize("line", NAMES.splitlines())
def test_names_that_people_use_are_found(bundle: Catalog, line: str) -> None:
    id_, _, name = line.partition(": ")
    assert bundle.find(name).id == id_


@pytest.mark.parametrize("line", NAMES.splitlines())
def test_names_are_found_however_they_are_typed(bundle: Catalog, line: str) -> None:
    id_, _, name = line.partition(": ")
    without_subtitle, _, _ = name.partition(": ")
    typed = (without_subtitle, name.lower(), name.upper(), f" {name} ", name.replace("-", " "))
    assert [bundle.find(each).id for each in typed] == [id_] * len(typed)


@pytest.mark.parametrize(
    "name",
    [
        "Idefics2-8b-base",
        "Idefics2-8b",
        "Idefics2-8b-chatty",
        "LLaVA-v1.6-mistral-7B",
        "LLaVA-v1.6-vicuna-7B",
        "Mantis-8B-clip-llama3",
        "Mantis-8B-siglip-llama3",
        "Phi-3-vision-128k-instruct",
    ],
)
def test_a_compared_checkpoint_is_described_in_full(bundle: Catalog, name: str) -> None:
    checkpoint = bundle.find(name).checkpoint
    assert checkpoint is not None
    assert checkpoint.name == name
    assert checkpoint.url == f"https://huggingface.co/{checkpoint.hub_id}"
    fields = ("parameters", "vision_encoder", "pooling", "modality_projection", "language_model", "fine_tuning")
    assert [field for field in fields if getattr(checkpoint, field) is None] == []


def test_most_entries_have_been_held_against_their_primary_sources(bundle: Catalog) -> None:
    verified = [id_ for id_, entry in bundle.architectures.items() if entry.verified]
    assert len(verified) >= 0.8 * len(bundle.architectures)


@pytest.mark.parametrize("field", CORE)
def test_a_core_field_is_filled_or_accounted_for(bundle: Catalog, field: str) -> None:
    gaps = [id_ for id_, entry in bundle.architectures.items() if not is_accounted_for(entry, field, bundle.vocabulary)]
    share = 1 - len(gaps) / len(bundle.architectures)
    assert share >= CORE_FLOORS.get(field, 0.97), f"{share:.3f}, missing in {', '.join(gaps)}"


def is_accounted_for(entry: Architecture, field: str, vocabulary: Vocabulary) -> bool:
    """Return whether an entry has a field, says that its authors keep it to themselves, or has no use for it."""
    if state(entry, field, vocabulary) != "unknown":
        return True
    if any(path.startswith(f"{field}.") for path in entry.undisclosed):
        return True
    if field == "image_input.resolution":  # images keep their own size
        return entry.image_input.strategy == "native-resolution"
    # What a language model reads has no meaning without one.
    return field == "image_input.tokens_per_image" and "language_models" in not_applicable(entry, vocabulary)


@pytest.mark.parametrize("registry", REGISTRIES)
def test_an_item_of_a_registry_is_used(bundle: Catalog, registry: str) -> None:
    used = {reference.id for entry in bundle.architectures.values() for reference in references(entry)}
    assert sorted(set(getattr(bundle, registry)) - used) == []


def test_every_architecture_can_be_drawn_at_any_width(bundle: Catalog) -> None:
    for id_ in bundle.ids:
        drawn = diagram(bundle, page(bundle, id_))
        for width in (10, 40, 80, 200):
            assert max(map(cells, draw(drawn, width))) <= width, id_


@pytest.mark.parametrize("called", STUDENTS_WORDS.split())
def test_the_words_that_a_student_meets_first_are_explained(bundle: Catalog, called: str) -> None:
    assert terms_called(bundle, called)


def test_every_file_is_formatted_as_fix_would_have_it() -> None:
    assert [fix.path.name for fix in fixes(bundled_folder())] == []
