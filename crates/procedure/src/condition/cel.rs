//! From CEL's syntax tree to tests.

use cel::common::ast::{CallExpr, Expr, IdedExpr, LiteralValue, operators};

use super::{Comparison, ConditionError, Constant, Test};
use crate::Decimal;
use crate::definition::FieldId;

/// Reads CEL and keeps what is inside the subset.
pub(super) fn test_of(source: &str) -> Result<Test, ConditionError> {
    let tree = cel::parser::Parser::new()
        .parse(source)
        .map_err(|errors| ConditionError::Unreadable {
            source_text: source.to_owned(),
            reason: errors.to_string().lines().next().unwrap_or_default().to_owned(),
        })?;
    test(&tree).map_err(|what| ConditionError::OutsideSubset {
        source_text: source.to_owned(),
        what,
    })
}

fn test(node: &IdedExpr) -> Result<Test, String> {
    match &node.expr {
        Expr::Ident(name) => Ok(Test::Is(FieldId::from(name.as_str()))),
        Expr::Call(call) => call_test(call),
        Expr::Literal(_) => Err("a constant by itself".into()),
        Expr::Select(_) => Err("a field of a field".into()),
        Expr::Comprehension(_) => Err("a macro".into()),
        Expr::List(_) | Expr::Map(_) | Expr::Struct(_) => Err("a list or object by itself".into()),
        Expr::Unspecified => Err("an empty expression".into()),
    }
}

fn call_test(call: &CallExpr) -> Result<Test, String> {
    let name = call.func_name.as_str();
    match (name, call.args.as_slice()) {
        (operators::LOGICAL_AND, args) => Ok(Test::All(args.iter().map(test).collect::<Result<_, _>>()?)),
        (operators::LOGICAL_OR, args) => Ok(Test::Any(args.iter().map(test).collect::<Result<_, _>>()?)),
        (operators::LOGICAL_NOT, [inner]) => Ok(Test::Not(Box::new(test(inner)?))),
        (operators::IN, [left, right]) => membership(left, right),
        (_, [left, right]) => match comparison(name) {
            Some(comparison) => compare(left, comparison, right),
            None => Err(format!("`{name}`")),
        },
        _ => Err(format!("`{name}`")),
    }
}

fn comparison(operator: &str) -> Option<Comparison> {
    match operator {
        operators::EQUALS => Some(Comparison::Equal),
        operators::NOT_EQUALS => Some(Comparison::NotEqual),
        operators::LESS => Some(Comparison::Less),
        operators::LESS_EQUALS => Some(Comparison::AtMost),
        operators::GREATER => Some(Comparison::Greater),
        operators::GREATER_EQUALS => Some(Comparison::AtLeast),
        _ => None,
    }
}

fn compare(left: &IdedExpr, comparison: Comparison, right: &IdedExpr) -> Result<Test, String> {
    match (&left.expr, &right.expr) {
        (Expr::Ident(field), _) => Ok(Test::Compare(FieldId::from(field.as_str()), comparison, constant(right)?)),
        _ => Err("a comparison whose left side is not a field".into()),
    }
}

fn membership(left: &IdedExpr, right: &IdedExpr) -> Result<Test, String> {
    match (&left.expr, &right.expr) {
        (Expr::Ident(field), Expr::List(list)) => {
            let constants = list.elements.iter().map(constant).collect::<Result<_, _>>()?;
            Ok(Test::In(FieldId::from(field.as_str()), constants))
        }
        _ => Err("`in` with anything but a field and a list of constants".into()),
    }
}

fn constant(node: &IdedExpr) -> Result<Constant, String> {
    let out_of_range = || "a number out of range".to_owned();
    match &node.expr {
        Expr::Literal(LiteralValue::Boolean(value)) => Ok(Constant::Flag(*value.inner())),
        Expr::Literal(LiteralValue::Int(value)) => Decimal::whole(*value.inner()).map(Constant::Number).ok_or_else(out_of_range),
        Expr::Literal(LiteralValue::Double(value)) => match Decimal::exactly(*value.inner()) {
            Some(number) => Ok(Constant::Number(number)),
            None if Decimal::nearest(*value.inner()).is_some() => Err("a number with more than three decimals".into()),
            None => Err(out_of_range()),
        },
        Expr::Literal(LiteralValue::String(value)) => Ok(Constant::Text(value.inner().to_owned())),
        Expr::Ident(_) => Err("a comparison of two fields".into()),
        Expr::Literal(_)
        | Expr::Call(_)
        | Expr::Select(_)
        | Expr::Comprehension(_)
        | Expr::List(_)
        | Expr::Map(_)
        | Expr::Struct(_)
        | Expr::Unspecified => Err("a comparison with something that is not a constant".into()),
    }
}
