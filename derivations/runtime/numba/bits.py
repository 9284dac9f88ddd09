"""Single instructions that Python has no word for: the bits of a number, a choice without a branch, rounding."""

from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic as make_intrinsic

# Numba's own type of it has the arguments of the function that writes the instruction, not those of the instruction.
intrinsic: Any = make_intrinsic

_DOUBLE, _INTEGER = ir.DoubleType(), ir.IntType(64)


@intrinsic
def bits(typing_context: Any, x: Any) -> Any:
    """Return the 64 bits of a float64 as an integer."""
    return types.int64(types.float64), lambda context, builder, signature, args: builder.bitcast(args[0], _INTEGER)


@intrinsic
def from_bits(typing_context: Any, n: Any) -> Any:
    """Return the float64 with the given bits."""
    return types.float64(types.int64), lambda context, builder, signature, args: builder.bitcast(args[0], _DOUBLE)


@intrinsic
def shift_right(typing_context: Any, n: Any, by: Any) -> Any:
    """Return the bits of n moved to the right, zeros following; AVX2 has no shift that keeps the sign."""
    signature = types.int64(types.int64, types.int64)
    return signature, lambda context, builder, signature, args: builder.lshr(args[0], args[1])


@intrinsic
def choose(typing_context: Any, condition: Any, a: Any, b: Any) -> Any:
    """Return a where the condition holds, else b; both are worked out."""
    signature = types.float64(types.boolean, types.float64, types.float64)
    return signature, lambda context, builder, signature, args: builder.select(*args)


def _instruction(name: str, arity: int) -> Any:
    """Return the function that is LLVM's instruction of that name, for float64."""

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        kind = ir.FunctionType(_DOUBLE, [_DOUBLE] * arity)
        function = builder.module.declare_intrinsic(f"llvm.{name}", [_DOUBLE], kind)
        return builder.call(function, args)

    signature = types.float64(*[types.float64] * arity)

    def of_one(typing_context: Any, x: Any) -> Any:
        return signature, generate

    def of_two(typing_context: Any, x: Any, y: Any) -> Any:
        return signature, generate

    typing = of_one if arity == 1 else of_two
    typing.__name__ = name
    return intrinsic(typing)


nearest = _instruction("rint", 1)
whole_below = _instruction("floor", 1)
whole_above = _instruction("ceil", 1)
towards_zero = _instruction("trunc", 1)
magnitude = _instruction("fabs", 1)
with_sign_of = _instruction("copysign", 2)


@intrinsic
def full_width(typing_context: Any) -> Any:
    """Let the function that calls it use the widest vectors there are.

    LLVM keeps to half of AVX-512's width on many processors for the sake of their clock rate; a loop full of
    polynomials takes a third less time with all of it. llvmlite has no name for that attribute, so it is put in as
    text. The function stays one by itself, as within another it would be compiled for that one's width.
    """

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        builder.function.attributes.add("noinline")
        set.add(builder.function.attributes, '"prefer-vector-width"="512"')
        return context.get_dummy_value()

    return types.void(), generate


@intrinsic
def fetch(typing_context: Any, array: Any, index: Any) -> Any:
    """Ask the memory for the cache line of array[index], which is needed soon; past the end it does nothing."""

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        kind = context.make_array(signature.args[0])(context, builder, args[0])
        byte = ir.IntType(8).as_pointer()
        address = builder.bitcast(builder.gep(kind.data, [args[1]]), byte)
        number = ir.IntType(32)
        function = builder.module.declare_intrinsic(
            "llvm.prefetch", [byte], ir.FunctionType(ir.VoidType(), [byte, number, number, number])
        )
        builder.call(function, [address, number(0), number(2), number(1)])
        return context.get_dummy_value()

    return types.void(array, types.int64), generate
