"""The drawings that `{% icon "name" %}` knows, by their names in bootstrap-icons (docs/design.md)."""

NAMES = """
    archive arrow-90deg-left arrow-90deg-right arrow-clockwise arrow-counterclockwise arrow-down arrow-left
    arrow-repeat arrow-right arrow-up arrows-fullscreen bell bookmark bookmark-plus box-arrow-in-right
    box-arrow-right building calendar3 camera camera-video camera-video-off
    card-text chat-left-quote chat-left-text check check-circle check-circle-fill check-lg
    chevron-down chevron-left chevron-right chevron-up clipboard-check clock clock-history cloud-arrow-up
    copy dash-lg download emoji-smile envelope exclamation-circle exclamation-triangle eye eye-slash
    file-earmark-text film flag folder2-open funnel gear geo-alt graph-up grip-vertical hand-index-thumb
    heart heart-pulse hourglass-split house-heart image images inbox info-circle journal-text key keyboard
    lightbulb
    layout-split life-preserver link-45deg list lock magnet mortarboard paperclip pause-fill pen pencil people
    people-fill person person-check person-circle person-plus phone pie-chart play play-btn play-circle
    play-fill plus-circle diamond plus-lg printer qr-code question-circle quote repeat scissors search send
    shield-check shield-exclamation shield-lock signpost-2 skip-backward-fill skip-end-fill
    skip-forward-fill skip-start-fill sliders star star-fill stop-fill stopwatch sun table three-dots
    translate trash unlock upload volume-mute volume-up wifi-off x-circle x-lg zoom-in zoom-out
"""
ICONS = NAMES.split()
