"""The real processors, built offline with the published configuration values, as counters of an image's tokens.

Each builder stands for one rule of the catalog. It gives the image to the image processor and counts the tokens of the
text that the processor then puts in the place of the image's mark. No tokenizer of a model is needed for that: the
marks are special tokens, whatever else stands among them is not counted, and line breaks side by side are one token.
"""

import math
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import transformers as hf
from PIL import Image
from tokenizers import Tokenizer, models

_TOKEN = re.compile(r"\]<\][^<>]*\[>\[|<[^<>]*>|\[[A-Z_]+\]|\|[A-Z]+\||TILE\w*|\n+")


class Count(NamedTuple):
    """Tokens of one image: those that carry its features, and the separators and wrappers."""

    image: int
    others: int


class RefusedError(Exception):
    """The processor raised an error for an image."""


Counter = Callable[[int, int], Count]


def tokenizer(**marks: str) -> hf.PreTrainedTokenizerFast:
    """Return a tokenizer that knows nothing but these marks, by the attributes under which processors look for them."""
    vocabulary = {"<unk>": 0, "<s>": 1, "|SPEAKER|": 2, "|NEWLINE|": 3}
    return hf.PreTrainedTokenizerFast(
        tokenizer_object=Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>")),
        unk_token="<unk>",
        bos_token="<s>",
        pad_token="<unk>",
        extra_special_tokens=marks,
    )


def counter(processor: hf.ProcessorMixin, mark: str, *, tensors: str | None = None, **settings: bool) -> Counter:
    """Return a counter over a processor whose image tokens are written as this mark."""

    def count(width: int, height: int) -> Count:
        picture = Image.new("RGB", (width, height))
        with refusals():
            inputs = processor.image_processor(images=[picture], return_tensors=tensors, **settings)
            return tokens_in(processor.replace_image_token(inputs, 0), mark)

    return count


def caller(processor: hf.ProcessorMixin, text: str, mark: str) -> Counter:
    """Return a counter over a processor that cannot be asked for an image's tokens alone, but only for a prompt's."""
    id_ = processor.tokenizer.convert_tokens_to_ids(mark)

    def count(width: int, height: int) -> Count:
        with refusals():
            (ids,) = processor(images=[Image.new("RGB", (width, height))], text=text)["input_ids"]
            return Count(ids.count(id_), len(ids) - ids.count(id_))

    return count


@contextmanager
def refusals() -> Iterator[None]:
    """Make one error of those that a processor checks for, and those of torch, which cannot resize to nothing."""
    try:
        yield
    except (ValueError, RuntimeError, ZeroDivisionError) as error:
        raise RefusedError(str(error)) from error


def tokens_in(text: str, mark: str) -> Count:
    """Count the image tokens in the text that stands for an image, and the others."""
    image = text.count(mark)
    return Count(image, len(_TOKEN.findall(text.replace(mark, "\0"))))


# -- fixed -------------------------------------------------------------------------------------------------------------


def llava(size: int = 336) -> Counter:
    images = hf.CLIPImageProcessor(size={"shortest_edge": size}, crop_size={"height": size, "width": size})
    marks = tokenizer(image_token="<image>")
    processor = hf.LlavaProcessor(
        images,
        marks,
        patch_size=14,
        vision_feature_select_strategy="default",
        num_additional_image_tokens=1,
    )
    return counter(processor, "<image>")


def blip2() -> Counter:
    return caller(hf.Blip2Processor(hf.BlipImageProcessor(), tokenizer(), num_query_tokens=32), "", "<image>")


def instructblip() -> Counter:
    processor = hf.InstructBlipProcessor(hf.BlipImageProcessor(), tokenizer(), tokenizer(), num_query_tokens=32)
    return caller(processor, "", "<image>")


def paligemma(size: int) -> Counter:
    images = hf.SiglipImageProcessor(size={"height": size, "width": size})
    images.image_seq_length = (size // 14) ** 2
    return counter(hf.PaliGemmaProcessor(images, tokenizer(image_token="<image>")), "<image>")


def chameleon() -> Counter:
    marks = tokenizer(image_token="<image>", boi_token="<racm3:break>", eoi_token="<eoss>")
    return counter(hf.ChameleonProcessor(hf.ChameleonImageProcessor(), marks), "<image>")


def janus() -> Counter:
    marks = tokenizer(image_token="<image>", boi_token="<boi>", eoi_token="<eoi>")
    return counter(hf.JanusProcessor(hf.JanusImageProcessor(), marks), "<image>")


def deepseek_vl() -> Counter:
    marks = tokenizer(image_token="<image>")
    return counter(hf.DeepseekVLProcessor(hf.DeepseekVLImageProcessor(), marks, num_image_tokens=576), "<image>")


def idefics2(*, split: bool) -> Counter:
    images = hf.Idefics2ImageProcessor(do_image_splitting=split)
    return caller(hf.Idefics2Processor(images, tokenizer(), image_seq_len=64), "<image>", "<image>")


def gemma3(*, pan_and_scan: bool) -> Counter:
    images = hf.Gemma3ImageProcessor(
        size={"height": 896, "width": 896},
        do_pan_and_scan=pan_and_scan,
        pan_and_scan_min_crop_size=256,
        pan_and_scan_max_num_crops=4,
        pan_and_scan_min_ratio_to_activate=1.2,
    )
    marks = tokenizer(image_token="<image_soft_token>", boi_token="<start_of_image>", eoi_token="<end_of_image>")
    return counter(hf.Gemma3Processor(images, marks, image_seq_length=256), "<image_soft_token>")


# -- native ------------------------------------------------------------------------------------------------------------


def qwen2_vl(patch_size: int = 14, least: int = 3136, most: int = 12_845_056) -> Counter:
    images = hf.Qwen2VLImageProcessor(patch_size=patch_size, size={"shortest_edge": least, "longest_edge": most})
    marks = tokenizer(image_token="<|image_pad|>", video_token="<|video_pad|>")
    return counter(hf.Qwen2VLProcessor(images, marks, hf.Qwen2VLVideoProcessor()), "<|image_pad|>")


def fuyu() -> Counter:
    processor = hf.FuyuProcessor(hf.FuyuImageProcessor(), tokenizer())

    def count(width: int, height: int) -> Count:
        picture = Image.new("RGB", (width, height))
        with refusals():
            _, (text,) = processor._process_images([picture], return_tensors="pt")  # noqa: SLF001 # no other way
        return tokens_in(text.removesuffix("<s>"), "|SPEAKER|")  # the mark of the prompt's beginning follows the image

    return count


def emu3() -> Counter:
    marks = tokenizer(
        image_token="<image>", boi_token="<boi>", eoi_token="<eoi>", image_wrapper_token="<w>", eof_token="<eof>"
    )
    return counter(hf.Emu3Processor(hf.Emu3ImageProcessor(), marks), "<image>")


def pixtral() -> Counter:
    images = hf.PixtralImageProcessor(size={"longest_edge": 1024}, patch_size={"height": 16, "width": 16})
    return counter(hf.PixtralProcessor(images, tokenizer(), patch_size=16), "[IMG]")


def glm4v() -> Counter:
    images = hf.Glm4vImageProcessor(size={"shortest_edge": 12_544, "longest_edge": 9_633_792})
    return counter(hf.Glm4vProcessor(images, tokenizer(), hf.Glm4vVideoProcessor()), "<|image|>")


def kimi_k25() -> Counter:
    images = hf.Kimi_K25ImageProcessor(max_patches=16_384)
    return counter(hf.Kimi_K25Processor(images, tokenizer(), hf.Kimi_K25VideoProcessor()), "<|media_pad|>")


def gemma4(tokens: int = 280) -> Counter:
    marks = tokenizer(
        image_token="<|image|>",
        boi_token="<|image>",
        eoi_token="<image|>",
        audio_token="<a>",
        boa_token="<b>",
        eoa_token="<e>",
    )
    images = hf.Gemma4ImageProcessor(max_soft_tokens=tokens)
    processor = hf.Gemma4Processor(hf.Gemma4AudioFeatureExtractor(), images, marks, hf.Gemma4VideoProcessor())
    return counter(processor, "<|image|>")


def ernie45_vl() -> Counter:
    marks = tokenizer(
        image_token="<|IMAGE_PLACEHOLDER|>",
        image_start_token="<|IMAGE_START|>",
        image_end_token="<|IMAGE_END|>",
        video_token="<v>",
        video_start_token="<vs>",
        video_end_token="<ve>",
    )
    images = hf.Ernie4_5_VLMoeImageProcessor()
    return counter(
        hf.Ernie4_5_VLMoeProcessor(images, marks, hf.Ernie4_5_VLMoeVideoProcessor()), "<|IMAGE_PLACEHOLDER|>"
    )


def paddleocr_vl(least: int, most: int) -> Counter:
    images = hf.PaddleOCRVLImageProcessor(size={"shortest_edge": least, "longest_edge": most})
    return counter(
        hf.PaddleOCRVLProcessor(images, tokenizer(image_token="<|IMAGE_PLACEHOLDER|>")), "<|IMAGE_PLACEHOLDER|>"
    )


def minimax_m3() -> Counter:
    images = hf.MiniMaxM3VLImageProcessor()
    processor = hf.MiniMaxM3VLProcessor(images, tokenizer(), hf.MiniMaxM3VLVideoProcessor())
    return counter(processor, processor.IMAGE_TOKEN)


def video_llama3() -> Counter:
    images = hf.VideoLlama3ImageProcessor(size={"shortest_edge": 3136, "longest_edge": 3_211_264})
    marks = tokenizer(image_token="<image>", video_token="<video>")
    return counter(hf.VideoLlama3Processor(images, marks, hf.VideoLlama3VideoProcessor()), "<image>")


def phi4_reasoning_vision() -> Counter:
    """Count by SigLIP 2's processor, within the bounds that the authors' code puts around it."""

    def count(width: int, height: int) -> Count:
        patches = min(max(width // 16 * (height // 16), 256), 3600)
        images = hf.Siglip2ImageProcessor(patch_size=16, max_num_patches=patches)
        shapes = images(images=[Image.new("RGB", (width, height))])["spatial_shapes"]
        return Count(math.prod(map(int, shapes[0])), 0)

    return count


def inkling() -> Counter:
    audio = hf.InklingFeatureExtractor()
    return counter(hf.InklingProcessor(audio, hf.InklingImageProcessor(), tokenizer()), "<|unused_200054|>")


# -- tiles -------------------------------------------------------------------------------------------------------------


def internvl(most: int = 12) -> Counter:
    images = hf.GotOcr2ImageProcessor(
        size={"height": 448, "width": 448}, crop_to_patches=True, min_patches=1, max_patches=most
    )
    marks = tokenizer(
        start_image_token="<img>",
        end_image_token="</img>",
        context_image_token="<IMG_CONTEXT>",
        video_token="<video>",
    )
    video = hf.InternVLVideoProcessor()
    return counter(hf.InternVLProcessor(images, marks, video, image_seq_length=256), "<IMG_CONTEXT>")


def idefics3(longest: int = 1456, tile: int = 364, tokens: int = 169, *, split: bool = True) -> Counter:
    images = hf.Idefics3ImageProcessor(
        size={"longest_edge": longest}, max_image_size={"longest_edge": tile}, do_image_splitting=split
    )
    return counter(hf.Idefics3Processor(images, tokenizer(), image_seq_len=tokens), "<image>", return_row_col_info=True)


def aya_vision(tile: int, tokens: int) -> Counter:
    images = hf.GotOcr2ImageProcessor(
        size={"height": tile, "width": tile}, crop_to_patches=True, min_patches=1, max_patches=12
    )
    patch_size = tile // math.isqrt(tokens) // 2
    processor = hf.AyaVisionProcessor(images, tokenizer(), patch_size=patch_size, img_size=tile, downsample_factor=2)
    return counter(processor, "<|IMG_PATCH|>")


def llama4() -> Counter:
    images = hf.Llama4ImageProcessor(size={"height": 336, "width": 336}, max_patches=16)
    return counter(hf.Llama4Processor(images, tokenizer(), patch_size=14, pixel_shuffle_ratio=0.5), "<|patch|>")


def smolvlm(longest: int, tile: int, tokens: int, *, split: bool = True) -> Counter:
    images = hf.SmolVLMImageProcessor(
        size={"longest_edge": longest}, max_image_size={"longest_edge": tile}, do_image_splitting=split
    )
    processor = hf.SmolVLMProcessor(images, tokenizer(), hf.SmolVLMVideoProcessor(), image_seq_len=tokens)
    return counter(processor, "<image>", return_row_col_info=True)


def ovis2() -> Counter:
    images = hf.Ovis2ImageProcessor(
        size={"height": 448, "width": 448}, crop_to_patches=True, min_patches=1, max_patches=12
    )
    return counter(hf.Ovis2Processor(images, tokenizer(), image_seq_length=256), "<IMG_ATOM>", tensors="pt")


def aria(*, split: bool, size: int = 980) -> Counter:
    images = hf.AriaImageProcessor(max_image_size=size, split_image=split)
    return counter(hf.AriaProcessor(images, tokenizer(image_token="<|img|>")), "<|img|>")


def mllama(tile: int = 560, tokens: int = 1601) -> Counter:
    """Count the features of the tiles, which are read by cross-attention; the sequence has one mark for the image."""
    images = hf.MllamaImageProcessor(size={"height": tile, "width": tile}, max_image_tiles=4)

    def count(width: int, height: int) -> Count:
        inputs = images(images=[[Image.new("RGB", (width, height))]], return_tensors="pt")
        return Count(tokens * inputs["num_tiles"][0][0], 0)

    return count


def step3() -> Counter:
    return counter(hf.Step3p7Processor(hf.Step3p7ImageProcessor(), tokenizer()), "<im_patch>")


# -- stitched ----------------------------------------------------------------------------------------------------------


def llava_next() -> Counter:
    pinpoints = [[336, 672], [672, 336], [672, 672], [1008, 336], [336, 1008]]
    sides = {"height": 336, "width": 336}
    images = hf.LlavaNextImageProcessor(size={"shortest_edge": 336}, crop_size=sides, image_grid_pinpoints=pinpoints)
    processor = hf.LlavaNextProcessor(
        images,
        tokenizer(image_token="<image>"),
        patch_size=14,
        vision_feature_select_strategy="default",
        num_additional_image_tokens=1,
    )
    return counter(processor, "<image>")


def llava_onevision() -> Counter:
    pinpoints = [[384 * rows, 384 * columns] for rows in range(1, 7) for columns in range(1, 7)]
    images = hf.LlavaOnevisionImageProcessor(size={"height": 384, "width": 384}, image_grid_pinpoints=pinpoints)
    processor = hf.LlavaOnevisionProcessor(
        images,
        tokenizer(image_token="<image>", video_token="<video>"),
        hf.LlavaOnevisionVideoProcessor(),
        num_image_tokens=729,
        vision_feature_select_strategy="full",
        vision_aspect_ratio="anyres_max_9",
    )
    return counter(processor, "<image>")


def phi4_multimodal() -> Counter:
    images = hf.Phi4MultimodalImageProcessor()
    marks = tokenizer(image_token="<|image|>", audio_token="<|audio|>")
    return counter(hf.Phi4MultimodalProcessor(images, hf.Phi4MultimodalFeatureExtractor(), marks), "<|image|>")


class Rule(NamedTuple):
    """Where a rule stands in the catalog."""

    architecture: str
    mode: str = "default"
    checkpoint: str | None = None


PROCESSORS: dict[Rule, Callable[[], Counter]] = {
    Rule("aria"): lambda: aria(split=False),
    Rule("aria", "490 pixels"): lambda: aria(split=False, size=490),
    Rule("aria", "splitting, port in transformers"): lambda: aria(split=True),
    Rule("aya-vision"): lambda: aya_vision(512, 256),
    Rule("aya-vision", checkpoint="Aya Vision 8B"): lambda: aya_vision(364, 169),
    Rule("bakllava"): llava,
    Rule("blip-2"): blip2,
    Rule("chameleon"): chameleon,
    Rule("cosmos-3"): lambda: qwen2_vl(16, 3136, 12_845_056),
    Rule("deepseek-vl"): deepseek_vl,
    Rule("emu3"): emu3,
    Rule("ernie-4.5-vl"): ernie45_vl,
    Rule("firellava"): llava,
    Rule("fuyu-8b"): fuyu,
    Rule("gemma-3"): lambda: gemma3(pan_and_scan=False),
    Rule("gemma-3", "pan and scan"): lambda: gemma3(pan_and_scan=True),
    Rule("gemma-4"): gemma4,
    Rule("gemma-4", "1120 tokens"): lambda: gemma4(1120),
    Rule("glm-4.1v-thinking"): glm4v,
    Rule("idefics2"): lambda: idefics2(split=True),
    Rule("idefics2", "no splitting"): lambda: idefics2(split=False),
    Rule("idefics3-8b"): idefics3,
    Rule("idefics3-8b", "longest side 1820"): lambda: idefics3(1820),
    Rule("idefics3-8b", "no splitting"): lambda: idefics3(split=False),
    Rule("inkling"): inkling,
    Rule("instructblip"): instructblip,
    Rule("internvl-2.5"): internvl,
    Rule("internvl3"): internvl,
    Rule("internvl3", "36 tiles"): lambda: internvl(36),
    Rule("internvl3", "no tiling"): lambda: internvl(1),
    Rule("janus"): janus,
    Rule("janus-pro"): janus,
    Rule("kimi-k2.5"): kimi_k25,
    Rule("llama-3.2-vision"): mllama,
    Rule("llama-3.2-vision", checkpoint="Llama-3.2-11B-Vision"): lambda: mllama(448, 1025),
    Rule("llama-4"): llama4,
    Rule("llava-1.5"): llava,
    Rule("llava-1.6"): llava_next,
    Rule("llava-cot"): mllama,
    Rule("llava-onevision"): llava_onevision,
    Rule("mantis", checkpoint="Mantis-8B-Idefics2"): lambda: idefics2(split=False),
    Rule("minimax-m3"): minimax_m3,
    Rule("otterhd"): fuyu,
    Rule("ovis", "Ovis2, port in transformers"): ovis2,
    Rule("paddleocr-vl"): lambda: paddleocr_vl(384 * 384, 1536 * 1536),
    Rule("paligemma"): lambda: paligemma(896),
    Rule("paligemma", checkpoint="PaliGemma-3b-pt-224"): lambda: paligemma(224),
    Rule("paligemma-2", checkpoint="PaliGemma2-3b-pt-448"): lambda: paligemma(448),
    Rule("phi-4-multimodal"): phi4_multimodal,
    Rule("phi-4-reasoning-vision"): phi4_reasoning_vision,
    Rule("pixtral-12b"): pixtral,
    Rule("qwen2-vl"): qwen2_vl,
    Rule("qwen2-vl", "256 to 1280 tokens"): lambda: qwen2_vl(14, 200_704, 1_003_520),
    Rule("qwen2.5-omni"): qwen2_vl,
    Rule("qwen2.5-vl"): qwen2_vl,
    Rule("qwen3-vl"): lambda: qwen2_vl(16, 65_536, 16_777_216),
    Rule("qwen3.5"): lambda: qwen2_vl(16, 65_536, 16_777_216),
    Rule("sa2va"): internvl,
    Rule("showui"): lambda: qwen2_vl(14, 200_704, 1_053_696),
    Rule("smolvlm"): lambda: smolvlm(1536, 384, 81),
    Rule("smolvlm", checkpoint="SmolVLM-500M-Instruct"): lambda: smolvlm(2048, 512, 64),
    Rule("smolvlm", "no splitting"): lambda: smolvlm(1536, 384, 81, split=False),
    Rule("step3-vl-10b"): step3,
    Rule("tarsier2"): lambda: qwen2_vl(14, 3136, 460_800),
    Rule("ui-tars"): lambda: qwen2_vl(14, 78_400, 12_845_056),
    Rule("videollama-3"): video_llama3,
}
