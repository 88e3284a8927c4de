// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace counterbell::ui
{

// The measures of DESIGN-SYSTEM 2 and 4 in logical px at 100 %. Heights that hold text go through scaled().

// Space
inline constexpr int kSpace4 = 4;
inline constexpr int kSpace8 = 8;
inline constexpr int kSpace12 = 12;
inline constexpr int kSpace16 = 16;
inline constexpr int kSpace20 = 20;
inline constexpr int kSpace24 = 24;
inline constexpr int kSpace32 = 32;
inline constexpr int kSpace48 = 48;

// Radius
inline constexpr int kChipRadius = 4; // menu items and tooltips too
inline constexpr int kButtonRadius = 6;
inline constexpr int kCardRadius = 8;    // row selection, menu, toast, composer, banner card
inline constexpr int kBubbleRadius = 12; // dialogs too
inline constexpr int kBubbleTail = 4;

// Heights
inline constexpr int kRowHeight = 64;
inline constexpr int kTableRow = 32;
inline constexpr int kTableHeader = 32;
inline constexpr int kChipHeight = 20;
inline constexpr int kFilterChipHeight = 28;
inline constexpr int kPillHeight = 28;
inline constexpr int kControlHeight = 32;
inline constexpr int kLargeControl = 40;
inline constexpr int kRailItem = 56;
inline constexpr int kHeaderHeight = 64;
inline constexpr int kThreadTools = 44;
inline constexpr int kBannerHeight = 44;
inline constexpr int kBannerTwoLines = 56;
inline constexpr int kToastHeight = 48;
inline constexpr int kMenuItem = 32;
inline constexpr int kTooltipHeight = 24;
inline constexpr int kDialogTitle = 64;
inline constexpr int kDialogFooter = 64;
inline constexpr int kLaneHeader = 44;
inline constexpr int kFilterBar = 48;
inline constexpr int kTemplateBar = 48;
inline constexpr int kTemplateBody = 392;
inline constexpr int kTemplateRow = 48;
inline constexpr int kComposerMin = 52;
inline constexpr int kComposerMax = 160;
inline constexpr int kComposerTools = 48;
inline constexpr int kComposerHint = 24;

// Widths
inline constexpr int kRailWidth = 80;
inline constexpr int kRailFolded = 56;
inline constexpr int kListWidth = 360;
inline constexpr int kListMin = 304;
inline constexpr int kSidebarWidth = 304;
inline constexpr int kDetailWidth = 368;
inline constexpr int kSettingsNav = 232;
inline constexpr int kBubbleMax = 440;
inline constexpr int kDialogWidth = 880;
inline constexpr int kMenuMin = 224;
inline constexpr int kTemplateList = 288;
inline constexpr int kKeyColumn = 96;
/// Below this window width the sidebar folds into a drawer.
inline constexpr int kSidebarFolds = 1200;
inline constexpr int kWindowMinWidth = 1024;
inline constexpr int kWindowMinHeight = 700;

// Icons
inline constexpr int kIconRail = 24;
inline constexpr int kIconTool = 20;
inline constexpr int kIconButton = 18; // menus too
inline constexpr int kIconInline = 16;
inline constexpr int kIconChip = 14;

// Small round things
inline constexpr int kAvatar = 40;
inline constexpr int kAvatarRail = 36;
inline constexpr int kAvatarCard = 24;
inline constexpr int kChannelBadge = 20; // 16 of it visible
inline constexpr int kChannelOverlap = 4;
inline constexpr int kRowRing = 14;
inline constexpr int kPillRing = 16;
inline constexpr int kCountBadge = 18;
inline constexpr int kSwitchWidth = 36;
inline constexpr int kSwitchHeight = 20;
inline constexpr int kIndicator = 18; // check box and option
inline constexpr int kDot = 8;
/// Width of the focus ring and its distance from the control.
inline constexpr int kFocusRing = 2;
inline constexpr int kFocusGap = 2;

} // namespace counterbell::ui
